import assert from 'node:assert/strict';
import { applyPlan } from '../apply/apply-plan.js';
import type { ApplyResult } from '../apply/apply-result.js';
import { chooseRun } from '../apply/choose-run.js';
import { readRuns, withJournal } from '../apply/read-journal.js';
import { planReversal, type Reversal } from '../apply/reversal.js';
import { reverseRun } from '../apply/reverse-run.js';
import { newRunId } from '../apply/run-id.js';
import type { Change } from '../core/change.js';
import { type FileSystem, nodeFileSystem } from '../files/file-system.js';
import { quickFileSystem } from './failing-file-system.js';
import { samplePlan } from './sample-plan.js';

/** Carries changes out as one run, which must succeed. @returns its name. */
export async function applied(root: string, changes: readonly Change[]): Promise<string> {
  const now = new Date();
  const run = { id: newRunId(now), time: now.toISOString() };
  const result = await applyPlan({ root, plan: samplePlan(changes), run, errors: [], fileSystem: quickFileSystem });
  assert.equal(result.kind, 'done', JSON.stringify(result));
  return run.id;
}

/** What an undo or redo would do. @param name null: the last run that can be. */
export async function reversalIn(root: string, verb: 'undo' | 'redo', name: string | null = null): Promise<Reversal> {
  return await withJournal(root, nodeFileSystem, async (workspace) => {
    assert.ok(workspace !== null, 'there is a journal');
    const runs = await readRuns(workspace);
    const { family, kind } = chooseRun(runs, verb, name, () => false);
    return await planReversal(workspace, runs, family, kind);
  });
}

/** Undoes or redoes as far as there is no conflict. */
export async function reverse(
  root: string,
  verb: 'undo' | 'redo',
  name: string | null = null,
  fileSystem: FileSystem = quickFileSystem,
): Promise<ApplyResult> {
  const now = new Date();
  const run = { id: newRunId(now), time: now.toISOString() };
  return await reverseRun({ root, reversal: await reversalIn(root, verb, name), run, tool: '0.0.0-test', fileSystem });
}
