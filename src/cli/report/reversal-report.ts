import type { Reversal, ReversalConflict } from '../../apply/reversal.js';
import { type ReversalDeed, reversalDeeds } from '../../apply/reversal-deeds.js';
import { bytesDiff, textDiff } from '../../apply/text-diff.js';
import { renameDiff } from '../../core/diff.js';
import { visibleLine } from '../../core/display.js';
import { CodemodError } from '../../core/errors.js';
import type { ChangeText } from '../../reports/change-text.js';
import { asTyped } from '../invocation.js';
import type { Shown } from './items.js';

/** Every file that goes back as it is shown, in the order of paths. */
export function reversalDiffs(reversal: Reversal): readonly ChangeText[] {
  return reversalDeeds(reversal).map(deedText);
}

function deedText({ step, to }: ReversalDeed): ChangeText {
  const { path, bytesBefore, bytesAfter, encoding } = step;
  if (to !== null) return { diff: renameDiff(path, to), patch: null, fixes: [] };
  const diff = textDiff(path, bytesBefore, bytesAfter, encoding);
  return { diff, patch: bytesDiff(path, bytesBefore, bytesAfter), fixes: [] };
}

/** What the run left, and what is there now. */
export function conflictDiff({ path, bytesLeft, bytesNow, encoding }: ReversalConflict): string {
  return textDiff(path, bytesLeft, bytesNow, encoding);
}

interface Facts {
  readonly mode: 'dry-run' | 'undo' | 'redo';
  /** Null when nothing was written. */
  readonly run: string | null;
  readonly root: string;
  readonly reversal: Reversal;
  readonly refusal: CodemodError | null;
}

/** What `undo --json` and `redo --json` answer. */
export function reversalReport({ mode, run, root, reversal, refusal }: Facts): object {
  const { kind, of, about, alreadySo, conflicts, aside } = reversal;
  return {
    mode,
    run,
    root,
    // To undo an undo is to redo.
    kind,
    of,
    planId: about.plan,
    codemods: about.codemods,
    refused: refusal === null ? null : { code: refusal.code, message: asTyped(refusal.message) },
    changes: reversalDeeds(reversal).map(describeDeed),
    alreadySo,
    aside,
    conflicts: conflicts.map((conflict) => {
      const { path, reason, message, later } = conflict;
      return { path, reason, message, changedBy: later, diff: conflictDiff(conflict) };
    }),
  };
}

function describeDeed(deed: ReversalDeed): object {
  const { kind, step, to } = deed;
  const { diff, patch } = deedText(deed);
  const after = kind === 'rename' ? {} : { after: step.after };
  const bytes = patch === null ? {} : { patch: patch.toString('base64') };
  return { kind, path: step.path, ...(to === null ? {} : { to }), before: step.before, ...after, diff, ...bytes };
}

interface Asked {
  /** The folder as it has to be typed, behind a space; or nothing. */
  readonly at: string;
  readonly shown: Shown;
  readonly partial: boolean;
}

/** Paths that a message names; the rest is counted. */
const NAMED_PATHS = 10;

/** Why nothing was put back, and what to do. */
export function conflictError(reversal: Reversal, { at, shown, partial }: Asked): CodemodError {
  const { kind, of, conflicts, steps } = reversal;
  const lines = conflicts.slice(0, NAMED_PATHS).map((conflict) => `  ${shown(conflict.path)}: ${whyConflict(conflict)}`);
  const more = conflicts.length > NAMED_PATHS ? [`  and ${conflicts.length - NAMED_PATHS} more`] : [];
  const what = conflicts.length === 1 ? 'this file has' : 'these files have';
  const doing = kind === 'undo' ? 'undone' : 'redone';
  const head = `Nothing was written: run ${of} cannot be ${doing} whole, because ${what} changed since:`;
  const later = nextRun(conflicts);
  const rest = `To do the rest and leave ${conflicts.length === 1 ? 'it' : 'them'}:\n  codemod ${kind} ${of}${at} --partial`;
  const next = [
    ...(later === null ? [] : [`To take the later run back first:\n  codemod ${later.verb} ${later.run}${at}`]),
    ...(steps.length > 0 && !partial ? [rest] : []),
    ...(later === null && steps.length === 0
      ? ['There is nothing else to do of it. Settle the files by hand, or with git.']
      : []),
  ];
  return new CodemodError('undo-conflict', [head, ...lines, ...more, ...next].join('\n'));
}

export function whyConflict({ message, later }: ReversalConflict): string {
  if (later === null) return visibleLine(message);
  const again = later.isExact ? '' : ', and it was changed again after that';
  const what = later.kind === 'apply' ? '' : ` (${later.kind} of ${later.application})`;
  return `${visibleLine(message)}; run ${later.run}${what} changed it${again}`;
}

/** The latest run behind the conflicts, where taking it back would lead on. */
function nextRun(conflicts: readonly ReversalConflict[]): { readonly verb: 'undo' | 'redo'; readonly run: string } | null {
  const runs = conflicts.flatMap(({ later }) => (later?.isExact === true ? [later] : []));
  const [last] = runs.sort((a, b) => (a.run < b.run ? 1 : -1));
  if (last === undefined) return null;
  return { verb: last.kind === 'undo' ? 'redo' : 'undo', run: last.application };
}
