import type { Reversal } from '../../apply/reversal.js';
import { type ReversalDeed, reversalDeeds } from '../../apply/reversal-deeds.js';
import type { Colors } from '../terminal.js';
import { drawDiff } from './draw-diff.js';
import type { Item, Shown } from './items.js';
import { drawCommand, wrapProse } from './prose.js';
import { conflictDiff, whyConflict } from './reversal-report.js';
import { drawItem } from './summary.js';

interface Done {
  /** Null when nothing was written. */
  readonly run: string | null;
  readonly dryRun: boolean;
  /** The folder of the records, safe to show. */
  readonly records: string;
  /** What carries out what was shown, and what takes it back. Safe to show. */
  readonly command: string;
  readonly back: string;
}

/** Each file that changed since, with what the run left and what is there now. For standard error. */
export function drawConflicts({ conflicts }: Reversal, shown: Shown, columns: number, colors: Colors): string {
  if (conflicts.length === 0) return '';
  const items = conflicts.map((conflict) => {
    const item = drawItem({ at: shown(conflict.path), text: whyConflict(conflict) }, columns);
    return item + drawDiff(conflictDiff(conflict), colors);
  });
  const head = `${colors.yellow('Changed since')}\n`;
  return `${head}${wrapProse('Each diff leads from what the run left to what is there now.', columns)}\n${items.join('')}\n`;
}

/** Every file that goes back, the counts, and what to do next. For standard error. */
export function drawReversal(reversal: Reversal, done: Done, shown: Shown, columns: number, colors: Colors): string {
  const { kind, of, steps, alreadySo, conflicts, aside } = reversal;
  const title = `${done.dryRun ? `Would ${kind}` : kind === 'undo' ? 'Undone' : 'Redone'}: run ${of}`;
  const items = reversalDeeds(reversal).map((deed) => drawItem(itemOf(deed, kind, shown), columns));
  const list = steps.length === 0 ? '' : `${colors.green(title)}\n${items.join('')}\n`;
  const counts = [
    `${files(steps.length)} put back`,
    ...(alreadySo.length > 0 ? [`${alreadySo.length} already so`] : []),
    ...(aside.length > 0 ? [`${aside.length} never ${kind === 'undo' ? 'redone' : 'undone'}`] : []),
    ...(conflicts.length > 0 ? [`${conflicts.length} left because of changes since`] : []),
  ].join(', ');
  const line = (text: string): string => `${wrapProse(text, columns)}\n`;
  if (steps.length === 0) {
    return line(`Every file of run ${of} is already as the ${kind} would leave it. Nothing was written.`) + others(columns);
  }
  const next = done.dryRun
    ? drawCommand('Nothing was written. To carry it out:', done.command, columns)
    : `${line(`Run ${done.run}, recorded in ${done.records}`)}${drawCommand('To take that back:', done.back, columns)}`;
  return `${list}${line(`${counts}.`)}${next}`;
}

function others(columns: number): string {
  return wrapProse('To undo another run, name it: codemod runs lists them.\n', columns);
}

function itemOf({ kind, step, to }: ReversalDeed, verb: 'undo' | 'redo', shown: Shown): Item {
  const again = verb === 'undo' ? 'back' : 'again';
  const at = shown(step.path);
  switch (kind) {
    case 'rename':
      return { at, text: `renamed ${again} to ${shown(to ?? '')}` };
    case 'create':
      return { at, text: `made ${again}` };
    case 'delete':
      return { at, text: verb === 'undo' ? 'removed: the run had made it' : 'removed again' };
    case 'modify':
      return { at, text: verb === 'undo' ? 'as it was before' : 'as the run had left it' };
  }
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}
