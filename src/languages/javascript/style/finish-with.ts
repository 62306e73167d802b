import { type Edit, insertAt, replaceRange } from '../../../core/edit.js';
import { clausesText } from './clauses.js';
import { mayMoveIntoBlock } from './leaving-names.js';
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
  if (!standsAlone(writer, before) || !standsAlone(writer, behind)) return null;
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
  return layout.opensLine(placed) && layout.closesLine(placed.end) && mayMoveIntoBlock(placed.statements, placed);
}
