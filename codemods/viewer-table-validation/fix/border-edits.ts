import { type Edit, insertAt, replaceRange, type SyntaxNode } from 'codex-codemod';
import type { Program } from '../program/program.js';
import type { Border } from '../sources/source.js';

/** The edits that put a check at a border; null when they cannot be made exactly. */
export function borderEdits(program: Program, border: Border, check: string): readonly Edit[] | null {
  const { file, statements } = program.module;
  switch (border.kind) {
    case 'argparse':
      if (border.type !== null) return [replaceRange(file.text, border.type, check)];
      return insertKeyword(file.text, border.call, `type=${check}`);
    case 'click':
    case 'typer':
      return insertKeyword(file.text, border.call, `callback=${check}`);
    case 'typer-body': {
      const body = border.definition.child('body');
      return body === null ? null : statements.insertAtStart(body, `${border.name} = ${check}(${border.name})`);
    }
    case 'wrap':
      return [insertAt(border.expression.start, `${check}(`), insertAt(border.expression.end, ')')];
    case 'wrap-each':
      return [insertAt(border.expression.start, `[${check}(value) for value in `), insertAt(border.expression.end, ']')];
    case 'after':
      return statements.insertAfter(border.statement, `${border.name} = ${check}(${border.name})`);
  }
}

/** Puts a keyword argument behind the positional ones, parted from them as the call parts its arguments. */
function insertKeyword(text: string, call: SyntaxNode, keyword: string): readonly Edit[] | null {
  const list = call.child('arguments');
  if (list?.type !== 'argument_list') return null;
  const positional = list.namedChildren.filter((child) => child.type !== 'keyword_argument' && child.type !== 'dictionary_splat');
  const last = positional.at(-1);
  const [first] = list.namedChildren;
  if (first === undefined) return [insertAt(list.start + 1, keyword)];
  if (last === undefined) return [insertAt(first.start, `${keyword}, `)];
  const next = list.namedChildren[list.namedChildren.indexOf(last) + 1];
  const around = next === undefined ? text.slice(list.start + 1, first.start) : text.slice(last.end, next.start).replace(',', '');
  const isOwnLine = /^\s*[\r\n]\s*$/.test(around);
  return [insertAt(last.end, `,${isOwnLine ? around : ' '}${keyword}`)];
}
