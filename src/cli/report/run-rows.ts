import { type Family, familiesOf, lastOf, type Standing, standingOf } from '../../apply/family.js';
import type { JournalledRun } from '../../apply/read-journal.js';
import type { RunFile } from '../../apply/run-file.js';

/** A run as `codemod runs` tells it. What comes from its journal is not made visible yet. */
export type RunRow =
  | {
      readonly state: 'finished';
      readonly run: string;
      readonly kind: RunFile['kind'];
      /** The application that an undo or redo is about. */
      readonly of: string | null;
      /** UTC, ISO 8601. */
      readonly time: string;
      readonly codemods: RunFile['codemods'];
      /** Paths that were created, changed or deleted; a rename is two. */
      readonly files: number;
      readonly plan: string | null;
      /** How an application stands; null for an undo or redo. */
      readonly standing: Standing | null;
      /** The later run that has undone, or redone, what this one did. */
      readonly undoneBy: string | null;
      readonly redoneBy: string | null;
      /** Paths that an undo or redo has left as they were, because they had changed. */
      readonly left: readonly string[];
    }
  | { readonly state: 'interrupted'; readonly run: string }
  | { readonly state: 'damaged'; readonly run: string; readonly message: string };

/** The journal as rows, newest first. One that cannot be read has no place in the order but the time in its name. */
export function runRows(runs: readonly JournalledRun[]): readonly RunRow[] {
  const families = familiesOf(runs);
  const finished = runs.flatMap((run) => (run.kind === 'finished' ? [run.run] : []));
  const newestFirst = finished.sort((a, b) => b.sequence - a.sequence || (a.id < b.id ? 1 : -1));
  const rows: RunRow[] = newestFirst.map((run) => rowOf(run, families));
  for (const run of runs) {
    if (run.kind === 'finished') continue;
    const row: RunRow =
      run.kind === 'damaged' ? { state: 'damaged', run: run.id, message: run.message } : { state: 'interrupted', run: run.id };
    const place = rows.findIndex((other) => other.run < run.id);
    rows.splice(place < 0 ? rows.length : place, 0, row);
  }
  return rows;
}

function rowOf(run: RunFile, families: readonly Family[]): RunRow {
  const { id, kind, of, time, codemods, steps, plan, left } = run;
  const family = families.find((one) => one.id === (of ?? id));
  const standing = family === undefined || kind !== 'apply' ? null : standingOf(family);
  const by = family === undefined ? null : answerTo(run, family);
  const shared = { run: id, kind, of, time, codemods, files: steps.length, plan, standing, left };
  return {
    state: 'finished',
    ...shared,
    undoneBy: by?.kind === 'undo' ? by.id : null,
    redoneBy: by?.kind === 'redo' ? by.id : null,
  };
}

/** Of an application, the last word on it; of an undo, the redo that followed, and the other way round. */
function answerTo(run: RunFile, family: Family): RunFile | null {
  if (run.kind === 'apply') return lastOf(family);
  const later = family.members.filter(({ sequence }) => sequence > run.sequence);
  return later.find(({ kind }) => kind !== run.kind) ?? null;
}
