import { visibleLine } from '../../core/display.js';
import type { InventoryDiff } from '../../inventory/compare-inventories.js';
import type { InventorySummary } from '../../inventory/summary.js';
import type { Inventory } from '../../inventory/take-inventory.js';
import type { Colors } from '../terminal.js';
import { drawTable } from './table.js';

/** What `inventory --json` answers. */
export interface InventoryReport {
  /** Absolute: what all paths are relative to. */
  readonly root: string;
  readonly summary: InventorySummary;
  /** Where it was written, relative to the root; null when nothing in `.codex` was to be written. */
  readonly written: { readonly path: string; readonly changed: boolean } | null;
  /** Null without `--check`. */
  readonly upToDate: boolean | null;
  /** Null without `--diff`. */
  readonly diff: InventoryDiff | null;
  readonly failures: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly pruned: Inventory['pruned'];
}

/** Files and bytes by role and language, and in all. */
export function drawStats({ rows, files, bytes }: InventorySummary): string {
  const body = rows.map((row) => [row.role, row.language ?? '-', String(row.files), String(row.bytes)]);
  return drawTable([['role', 'language', 'files', 'bytes'], ...body, ['all', '', String(files), String(bytes)]], 2);
}

/** One line a path: `+` added, `-` removed, `~` changed, `>` moved. */
export function drawInventoryDiff(
  { added, removed, changed, moved }: InventoryDiff,
  { green, red, yellow, cyan }: Colors,
): string {
  return [
    ...added.map(({ path }) => `${green('+ added')}    ${visibleLine(path)}\n`),
    ...removed.map(({ path }) => `${red('- removed')}  ${visibleLine(path)}\n`),
    ...changed.map(({ path, fields }) => `${yellow('~ changed')}  ${visibleLine(path)}  (${fields.join(', ')})\n`),
    ...moved.map(({ from, to }) => `${cyan('> moved')}    ${visibleLine(from)} -> ${visibleLine(to)}\n`),
  ].join('');
}

/** What could not be read and what was left out, for standard error. */
export function drawInventoryProblems({ failures, pruned }: Inventory, { red, dim }: Colors): string {
  const failed = failures.map(
    ({ path, error }) => `  ${visibleLine(path)}  ${error?.code}: ${visibleLine(error?.message ?? '')}\n`,
  );
  const left = pruned.map(({ path, reason }) => `  ${visibleLine(path)}/  ${visibleLine(reason)}\n`);
  return [
    ...(failed.length === 0 ? [] : [`${red('Not read')}\n`, ...failed]),
    ...(left.length === 0 ? [] : [`${dim('Left out')}\n`, ...left]),
  ].join('');
}
