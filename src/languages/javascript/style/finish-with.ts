import { type Edit, insertAt, replaceRange } from '../../../core/edit.js';
import { clausesText } from './clauses.js';
import { mayMoveIntoBlock } from './leaving-names.js';
import { openBlock, spanOf } from './one-line-block.js';
import { type Placed, placedRun } from './statement-list.js';
import type { StatementRun, TryClauses } from './style.js';
import { shifted } from './wrap.js';
import type { Writer } from './writer.js';

/** A block does not begin with them. */
const BLANK_LINES = /^(?:(?:\r\n|\r(?!\n)|\n)[ \t]*)+(?=\r|\n)/;

/** Makes one run of statements the `try` and the run behind it the `finally`. What stands between them goes with the second. */
export function finishWith(
  writer: Writer,
  tried: StatementRun,
  always: StatementRun,
  clauses: TryClauses | null,
): readonly Edit[] | null {
  const [before, behind] = [placedRun(tried), placedRun(always)];
  if (before === null || behind === null || tried.last.getNextSibling().node !== always.first.node) return null;
  if (![before, behind].every((run) => mayMoveIntoBlock(run.statements, run))) return null;
  if (!standsAlone(writer, before) || !standsAlone(writer, behind)) return finishOnOneLine(writer, before, behind, clauses);
  const { layout } = writer;
  const indent = layout.indentOf(before);
  const unit = layout.unitAt(tried.first);
  const newline = layout.newlineAt(before.start);
  if (layout.indentOf(behind) !== indent) return null;
  const middle = { start: layout.lineEnd(before.end), end: layout.lineStart(behind.start) };
  const [blank] = BLANK_LINES.exec(layout.text.slice(middle.start, middle.end)) ?? [''];
  const inner = { indent: indent + unit, unit, newline };
  const [opening, depth, closing] =
    clauses === null
      ? [unit, unit, '']
      : [
          `${unit}try {${newline}${inner.indent}${unit}`,
          unit + unit,
          `${newline}${inner.indent}}${clausesText(writer, clauses, inner)}`,
        ];
  return [
    insertAt(before.start, `try {${newline}${inner.indent}`),
    ...shifted(layout, before, indent, unit),
    replaceRange(layout.text, { start: middle.start, end: middle.start + blank.length }, `${newline}${indent}} finally {`),
    ...shifted(layout, middle, indent, unit),
    insertAt(behind.start, opening),
    ...shifted(layout, behind, indent, depth),
    insertAt(layout.lineEnd(behind.end), `${closing}${newline}${indent}}`),
  ];
}

function standsAlone({ layout }: Writer, placed: Placed): boolean {
  return layout.opensLine(placed) && layout.closesLine(placed.end);
}

function finishOnOneLine(writer: Writer, before: Placed, behind: Placed, clauses: TryClauses | null): readonly Edit[] | null {
  const [tried, always] = [spanOf(before), spanOf(behind)];
  return openBlock(writer, before, ({ unit, clauses: text }) => ({
    depthOf(index) {
      if (index < tried.from || index > always.to) return 0;
      return index <= tried.to || clauses === null ? 1 : 2;
    },
    above: new Map([
      [tried.from, ['try {']],
      [always.from, ['} finally {', ...(clauses === null ? [] : [`${unit}try {`])]],
      [always.to + 1, [...(clauses === null ? [] : [`${unit}}${text(clauses, 1)}`]), '}']],
    ]),
  }));
}
