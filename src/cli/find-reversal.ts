import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chooseRun, isNamed } from '../apply/choose-run.js';
import { finishedOf } from '../apply/family.js';
import { type JournalledRun, readRuns, withJournal } from '../apply/read-journal.js';
import type { RecoveredRun } from '../apply/recover.js';
import { planReversal, type Reversal } from '../apply/reversal.js';
import type { RunFile } from '../apply/run-file.js';
import { nodeFileSystem } from '../files/file-system.js';
import type { Targets } from '../trees/targets.js';

type Verb = 'undo' | 'redo';

/**
 * Finds what is to be undone or redone, and compares it with the tree. Writes nothing.
 *
 * @param recovered what an earlier interruption had left, as it was finished or rolled back just now.
 * @throws CodemodError as {@link chooseRun} and {@link planReversal}.
 */
export async function findReversal(
  verb: Verb,
  name: string | null,
  { root }: Targets,
  recovered: readonly RecoveredRun[],
): Promise<Reversal | { readonly finished: RunFile }> {
  return await withJournal(root, nodeFileSystem, async (workspace) => {
    const runs = workspace === null ? [] : await readRuns(workspace);
    const finished = finishedNow(verb, name, runs, recovered);
    if (finished !== null) return { finished };
    const { kind, family } = chooseRun(runs, verb, name, (text) => isRecorded(root, text));
    if (workspace === null) throw new Error('a run was chosen out of no journal');
    return await planReversal(workspace, runs, family, kind);
  });
}

/** An interrupted undo that was just finished is most likely the one that is asked for again: a second one would go one run too far. */
function finishedNow(
  verb: Verb,
  name: string | null,
  runs: readonly JournalledRun[],
  recovered: readonly RecoveredRun[],
): RunFile | null {
  const ids = new Set(recovered.flatMap(({ run, action }) => (action === 'finished' ? [run] : [])));
  const same = finishedOf(runs).filter(({ id, kind }) => ids.has(id) && kind === verb);
  return same.find(({ of }) => name === null || (of !== null && isNamed(of, name))) ?? null;
}

/** Does the change log have entries of a run whose name begins so? */
function isRecorded(root: string, name: string): boolean {
  try {
    const log = readFileSync(path.join(root, '.codex', 'change_log.md'), 'utf8');
    const recorded = [...log.matchAll(/^- Run: `(\w+)-(\w+)`/gm)];
    return (
      name !== '' &&
      recorded.some(([, time = '', random = '']) => `${time}-${random}`.startsWith(name) || random.startsWith(name))
    );
  } catch {
    return false;
  }
}
