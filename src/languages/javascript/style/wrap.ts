import type { NodePath } from '@babel/traverse';
import type { ArrowFunctionExpression } from '@babel/types';
import { type Edit, insertAt } from '../../../core/edit.js';
import { clausesText } from './clauses.js';
import type { Layout } from './layout.js';
import { mayMoveIntoBlock } from './leaving-names.js';
import { openBlock, spanOf } from './one-line-block.js';
import { type Placed, placedRun, rangeOf } from './statement-list.js';
import type { StatementRun, TryClauses } from './style.js';
import type { Writer } from './writer.js';

/** Puts statements into a `try`, each line indented by one level more. */
export function wrapInTry(writer: Writer, run: StatementRun, clauses: TryClauses): readonly Edit[] | null {
  const placed = placedRun(run);
  if (placed === null || !mayMoveIntoBlock(placed.statements, placed)) return null;
  const { layout } = writer;
  const stands = layout.opensLine(placed) && layout.closesLine(placed.end);
  return stands ? wrapLines(writer, run, placed, clauses) : wrapBlock(writer, placed, clauses);
}

function wrapLines(writer: Writer, run: StatementRun, placed: Placed, clauses: TryClauses): readonly Edit[] {
  const { layout } = writer;
  const indent = layout.indentOf(placed);
  const unit = layout.unitAt(run.first);
  const newline = layout.newlineAt(placed.start);
  const end = layout.lineEnd(placed.end);
  return [
    insertAt(placed.start, `try {${newline}${indent}${unit}`),
    ...shifted(layout, { start: placed.start, end: placed.end }, indent, unit),
    insertAt(end, `${newline}${indent}}${clausesText(writer, clauses, { indent, unit, newline })}`),
  ];
}

/** A block on one line is opened, each statement on a line of its own. */
function wrapBlock(writer: Writer, placed: Placed, clauses: TryClauses): readonly Edit[] | null {
  const { from, to } = spanOf(placed);
  return openBlock(writer, placed, (depths) => ({
    depthOf: (index) => (from <= index && index <= to ? 1 : 0),
    above: new Map([
      [from, ['try {']],
      [to + 1, [`}${depths.clauses(clauses, 0)}`]],
    ]),
  }));
}

/** The value of an arrow function becomes what a block returns. */
export function wrapValueInTry(
  writer: Writer,
  arrow: NodePath<ArrowFunctionExpression>,
  clauses: TryClauses,
): readonly Edit[] | null {
  const { layout } = writer;
  const range = rangeOf(arrow);
  const token = layout.file.tokens.findLast(({ kind, end }) => kind === '=>' && end <= rangeOf(arrow.get('body')).start);
  if (token === undefined || arrow.node.body.type === 'BlockStatement') return null;
  const value = { start: token.end + (/^[ \t]*/.exec(layout.text.slice(token.end))?.[0].length ?? 0), end: range.end };
  if (!/^[^\s/]/.test(layout.text.slice(value.start, value.start + 1))) return null;
  const outer = layout.indentOf(range);
  const unit = layout.unitAt(arrow);
  const newline = layout.newlineAt(range.start);
  const indent = outer + unit;
  const opening = `{${newline}${indent}try {${newline}${indent}${unit}return `;
  const closing = `${writer.semicolons ? ';' : ''}${newline}${indent}}${clausesText(writer, clauses, { indent, unit, newline })}`;
  return [
    insertAt(value.start, opening),
    ...shifted(layout, value, outer, unit + unit),
    insertAt(value.end, `${closing}${newline}${outer}}`),
  ];
}

/** Indents the lines that begin in a range and stand as deep as its first one. */
export function shifted(
  layout: Layout,
  range: { readonly start: number; readonly end: number },
  base: string,
  by: string,
): readonly Edit[] {
  return layout
    .movableLines(range)
    .filter((line) => layout.text.startsWith(base, line))
    .map((line) => insertAt(line + base.length, by));
}
