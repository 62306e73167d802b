import type { Change } from '../core/change.js';
import { visibleLine } from '../core/display.js';
import { cutStart, displayWidth } from '../core/display-width.js';
import { countLines } from './line-counts.js';
import { type ReportFacts, textOf } from './report-facts.js';

interface Row {
  readonly name: string;
  /** Null: it cannot be told. */
  readonly lines: { readonly added: number; readonly removed: number } | null;
}

/** The narrowest bar that says anything, and the columns of the space and the bar's borders around the name. */
const LEAST_BAR = 6;
const BESIDE_NAME = ' '.length + ' | '.length;

/** One line a file with a bar of its added and removed lines, then the sum, as `git diff --stat` draws it. */
export function renderStat({ plan, texts, columns }: ReportFacts): string {
  const rows = plan.changes.map((change): Row => {
    const text = textOf(change, texts);
    return { name: nameOf(change), lines: typeof text === 'string' ? null : countLines(text.diff) };
  });
  return rows.length === 0 ? '' : `${drawRows(rows, columns)} ${sumOf(rows)}\n`;
}

function nameOf(change: Change): string {
  const name = visibleLine(change.path);
  return change.kind === 'rename' ? `${name} => ${visibleLine(change.to)}` : name;
}

function drawRows(rows: readonly Row[], columns: number): string {
  const most = Math.max(...rows.map(totalOf));
  const digits = String(most).length;
  const room = Math.max(20, Math.min(columns, 1_000)) - BESIDE_NAME - digits - ' '.length;
  const nameWidth = Math.min(Math.max(...rows.map(({ name }) => displayWidth(name))), Math.max(8, room - LEAST_BAR));
  const barWidth = Math.min(most, Math.max(1, room - nameWidth));
  return rows.map((row) => drawRow(row, { nameWidth, digits, most, barWidth })).join('');
}

interface Widths {
  readonly nameWidth: number;
  readonly digits: number;
  readonly most: number;
  readonly barWidth: number;
}

function drawRow({ name, lines }: Row, { nameWidth, digits, most, barWidth }: Widths): string {
  const cut = cutStart(name, nameWidth);
  const label = ` ${cut}${' '.repeat(nameWidth - displayWidth(cut))} | `;
  if (lines === null) return `${label}${'?'.padStart(digits)}\n`;
  const bar = '+'.repeat(scaled(lines.added, most, barWidth)) + '-'.repeat(scaled(lines.removed, most, barWidth));
  return `${label}${String(lines.added + lines.removed).padStart(digits)} ${bar}`.trimEnd().concat('\n');
}

/** Whatever is there is seen; both parts of a file together are never wider than the bar and one more. */
function scaled(count: number, most: number, width: number): number {
  if (count === 0 || most <= width) return count;
  return 1 + Math.floor((count * (width - 1)) / most);
}

function totalOf({ lines }: Row): number {
  return lines === null ? 1 : lines.added + lines.removed;
}

function sumOf(rows: readonly Row[]): string {
  const added = rows.reduce((sum, { lines }) => sum + (lines?.added ?? 0), 0);
  const removed = rows.reduce((sum, { lines }) => sum + (lines?.removed ?? 0), 0);
  const untold = rows.filter(({ lines }) => lines === null).length;
  return [
    counted(rows.length, 'file changed', 'files changed'),
    ...(added > 0 || removed === 0 ? [counted(added, 'insertion(+)', 'insertions(+)')] : []),
    ...(removed > 0 || added === 0 ? [counted(removed, 'deletion(-)', 'deletions(-)')] : []),
    ...(untold > 0 ? [`${counted(untold, 'file', 'files')} not at hand as planned`] : []),
  ].join(', ');
}

function counted(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}
