import { type Edit, insertAt, lineStartAt, newlineNear, type SyntaxNode } from 'codex-codemod';
import { receiverOf } from '../program/arguments.js';
import { originsOf } from '../program/origins.js';
import type { Program } from '../program/program.js';
import type { Border } from '../sources/source.js';

/** The statement of the module that a node stands in. */
function topLevelOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent !== null && at.parent.type !== 'module') at = at.parent;
  return at;
}

/** The node of the source that a border is at. */
export function nodeOf(border: Border): SyntaxNode {
  switch (border.kind) {
    case 'argparse':
    case 'click':
    case 'typer':
      return border.call;
    case 'typer-body':
      return border.definition;
    case 'wrap':
    case 'wrap-each':
      return border.expression;
    case 'after':
      return border.statement;
  }
}

/** Longer chains from an argument to the parser that it belongs to are not followed. */
const MOST_PARSERS = 6;

/** The statement of the module that a helper has to stand above: for a parser of the module, the one that makes it. */
export function statementOf(program: Program, border: Border): SyntaxNode {
  const statement = topLevelOf(nodeOf(border));
  if (border.kind !== 'argparse' || statement.type !== 'expression_statement') return statement;
  let first = statement;
  let call: SyntaxNode | undefined = border.call;
  for (let steps = 0; call !== undefined && steps < MOST_PARSERS; steps++) {
    const parser: SyntaxNode | null = receiverOf(call);
    const [origin] = parser === null ? [] : originsOf(program, { node: parser, frame: null });
    call = origin?.kind === 'value' && origin.spot.node.type === 'call' ? origin.spot.node : undefined;
    const maker: SyntaxNode = call === undefined ? first : topLevelOf(call);
    if (maker.type === 'expression_statement' && maker.start < first.start) first = maker;
  }
  return first;
}

/** Where a helper goes: before the statement, at the start of its line, above the comments that belong to it. */
export function helperOffset(program: Program, statement: SyntaxNode): number {
  const { text } = program.module.file;
  let first = statement;
  for (let comment = first.previousSibling; comment?.type === 'comment'; comment = first.previousSibling) {
    const isAlone = /^[ \t\f]*$/.test(text.slice(lineStartAt(text, comment.start), comment.start));
    const isDirectlyAbove = /^[ \t\f]*(\r\n|\r|\n)[ \t\f]*$/.test(text.slice(comment.end, first.start));
    if (!isAlone || !isDirectlyAbove) break;
    first = comment;
  }
  return lineStartAt(text, first.start);
}

/** Puts the helper there with two blank lines below it, and with one above it at the least. */
export function insertHelper(program: Program, offset: number, helper: string): Edit {
  const { file } = program.module;
  const newline = newlineNear(file, offset);
  const above = file.text.slice(0, offset).replace(/\r\n?/g, '\n');
  const isSet = offset === 0 || /\n[ \t\f]*\n$/.test(above);
  return insertAt(offset, `${isSet ? '' : '\n'}${helper}\n\n\n`.replaceAll('\n', newline));
}
