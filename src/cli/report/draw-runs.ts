import { visibleLine } from '../../core/display.js';
import type { Colors } from '../terminal.js';
import { hangText } from './prose.js';
import type { RunRow } from './run-rows.js';
import { drawTable } from './table.js';

const HEAD: Cells = { run: 'run', time: 'time (UTC)', files: 'files', plan: 'plan', what: 'what', state: 'state' };

/** The texts of a row, safe to show. */
interface Cells {
  readonly run: string;
  readonly time: string;
  readonly files: string;
  readonly plan: string;
  readonly what: string;
  readonly state: string;
}

/** One line for each run where it fits, which it always does in a pipe; else two or three. */
export function drawRuns(rows: readonly RunRow[], columns: number, colors: Colors): string {
  const cells = rows.map(cellsOf);
  const table = drawTable(
    [HEAD, ...cells].map(({ run, time, files, plan, what, state }) => [run, time, files.padStart(5), plan, what, state]),
    0,
  );
  const [head = '', ...lines] = table.trimEnd().split('\n');
  if ([head, ...lines].every((line) => line.length <= columns)) return [colors.dim(head), ...lines, ''].join('\n');
  return cells.map((cell) => drawBlock(cell, columns, colors)).join('');
}

function cellsOf(row: RunRow): Cells {
  if (row.state !== 'finished') {
    const state = row.state === 'damaged' ? `damaged: ${visibleLine(row.message)}` : 'interrupted, or at work';
    return { run: row.run, time: timeOf(row.run), files: '-', plan: '-', what: '-', state };
  }
  return {
    run: row.run,
    time: timeOf(row.run),
    files: String(row.files),
    plan: row.plan?.slice(0, 8) ?? '-',
    what: row.of === null ? `apply ${names(row.codemods)}` : `${row.kind} of ${row.of}`,
    state: stateOf(row),
  };
}

/** The name of a run begins with its time, of a form that was checked. */
function timeOf(run: string): string {
  return run.replace(/^(....)(..)(..)T(..)(..)(..)Z.*$/, '$1-$2-$3 $4:$5:$6');
}

/** Codemods that are named; the rest is counted. */
const NAMED = 3;

function names(codemods: readonly { readonly name: string }[]): string {
  const shown = codemods.slice(0, NAMED).map(({ name }) => visibleLine(name));
  return [...shown, ...(codemods.length > NAMED ? [`${codemods.length - NAMED} more`] : [])].join(', ');
}

function stateOf({ standing, undoneBy, redoneBy, left }: Extract<RunRow, { state: 'finished' }>): string {
  const partly = standing === 'partly-undone' ? ' in part' : '';
  const parts = [
    ...(undoneBy === null ? [] : [`undone${partly} by ${undoneBy}`]),
    ...(redoneBy === null ? [] : [`redone${partly} by ${redoneBy}`]),
    ...(left.length === 0 ? [] : [`${left.length} left, changed before`]),
  ];
  return parts.join('; ');
}

function drawBlock({ run, time, files, plan, what, state }: Cells, columns: number, { bold, dim, yellow }: Colors): string {
  const count = files === '-' ? [] : [files === '1' ? '1 file' : `${files} files`];
  const line = [bold(run), dim([`${time} UTC`, ...count, ...(plan === '-' ? [] : [`plan ${plan}`])].join('  '))].join('  ');
  const more = [
    ...(what === '-' ? [] : [hangText('    ', what, columns)]),
    ...(state === '' ? [] : [hang(state, columns, yellow)]),
  ];
  return `${line}\n${more.join('')}`;
}

function hang(text: string, columns: number, paint: (text: string) => string): string {
  const lines = hangText('    ', text, columns).trimEnd().split('\n');
  return lines.map((line) => `${paint(line)}\n`).join('');
}
