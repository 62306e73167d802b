import { CodemodError } from '../core/errors.js';
import { type Folder, withFolder } from '../files/folder.js';
import type { ApplyResult } from './apply-result.js';
import type { CheckedSteps } from './check-steps.js';
import type { StalePath } from './file-step.js';
import { checkRecords, doneRuns, markDone, pruneRuns, recordRun } from './finish.js';
import { imageReader, saveImages } from './images.js';
import { IMAGES, makeRunFolder, markOf, type RunRecords, writeAbort, writeCommit, writeIntent } from './journal.js';
import { placeRun } from './place.js';
import { asCodemodError } from './recover.js';
import { discardRun, restoreRun } from './roll-back.js';
import type { RunFile } from './run-file.js';
import type { RunRequest } from './run-request.js';
import { stageFiles } from './stage.js';
import type { Workspace } from './workspace.js';

/** A result, before it is known which earlier runs were recovered. */
type Bare<T> = T extends unknown ? Omit<T, 'recovered'> : never;
export type RunResult = Bare<Extract<ApplyResult, { recovered: unknown }>>;

/** A run in the making: what it was asked for, what was found, and where its journal is. */
interface Attempt {
  readonly workspace: Workspace;
  readonly request: RunRequest;
  readonly journal: Folder;
  readonly run: RunFile;
}

/**
 * The protocol. Everything is staged and synced before the commit point, so that from then on only renames are left;
 * when one of them fails all the same, those before it are taken back.
 */
export async function journalledRun(
  workspace: Workspace,
  request: RunRequest,
  checked: CheckedSteps,
  errors: readonly string[],
): Promise<RunResult> {
  const run = await describe(workspace, request, checked);
  makeRunFolder(workspace, run.id);
  return await withFolder(workspace.fs, workspace.runs, run.id, async (journal) => {
    const attempt = { workspace, request, journal, run };
    const prepared = await prepare(attempt, errors);
    if ('kind' in prepared) return prepared;
    const failure = await commit(attempt);
    if (failure !== null) return failure;
    return await finish(attempt, prepared);
  });
}

async function describe(
  workspace: Workspace,
  { description, emptied, left }: RunRequest,
  { steps, folders }: CheckedSteps,
): Promise<RunFile> {
  const last = (await doneRuns(workspace)).at(-1);
  return { codemodRun: 1, ...description, sequence: (last?.sequence ?? 0) + 1, steps, folders, emptied, left };
}

/** All that can be done without touching a file of the tree. */
async function prepare(attempt: Attempt, errors: readonly string[]): Promise<RunRecords | RunResult> {
  const { workspace, request, journal, run } = attempt;
  try {
    checkRecords(workspace);
    return await withFolder(workspace.fs, journal, IMAGES, async (images) => {
      const stale = await saveImages(workspace, images, run.steps);
      if (stale.length > 0) return await takeBack(attempt, { kind: 'refused', because: 'stale', stale });
      const original = imageReader(workspace, images, run.steps);
      const records = { changes: request.entries(original), errors, decisions: request.decisions };
      await writeIntent(workspace, journal, run, request.planText, records);
      await stageFiles(workspace, run, request.steps, original, () => throwIfStopped(request.signal));
      throwIfStopped(request.signal);
      return records;
    });
  } catch (thrown) {
    return await takeBack(attempt, failed(thrown, 'untouched'));
  }
}

/** The commit point, and the renames. Null when every file is in place. */
async function commit(attempt: Attempt): Promise<RunResult | null> {
  const { workspace, journal, run } = attempt;
  const touched = new Set<number>();
  try {
    await writeCommit(workspace, journal, run.sequence);
    const conflict = await placeRun(workspace, run, touched);
    return conflict === null ? null : await undo(attempt, touched, { kind: 'refused', because: 'stale', stale: [conflict] });
  } catch (thrown) {
    return await undo(attempt, touched, failed(thrown, 'untouched'));
  }
}

async function finish(attempt: Attempt, records: RunRecords): Promise<RunResult> {
  const { workspace, journal, run } = attempt;
  try {
    await recordRun(workspace, records, false);
    await markDone(workspace, journal, run);
  } catch (thrown) {
    return failed(thrown, 'unfinished');
  }
  await pruneRuns(workspace).catch(() => 'the next run prunes');
  return { kind: 'done', files: run.steps.length };
}

/** Puts back what was renamed already, and says `because` when that leads to the old state; else it is left to the next command. */
async function undo(attempt: Attempt, touched: ReadonlySet<number>, because: RunResult): Promise<RunResult> {
  const { workspace, journal, run } = attempt;
  try {
    if (markOf(workspace, journal) === null) return await takeBack(attempt, because);
    await writeAbort(workspace, journal, touched);
    const conflicts = await restoreRun(workspace, journal, run, touched);
    if (conflicts.length > 0) return failed(conflictError(conflicts, because), 'interrupted');
  } catch (thrown) {
    return failed(because.kind === 'failed' ? because.error : thrown, 'interrupted');
  }
  return await takeBack(attempt, because);
}

/** Cleans up after a run that changed nothing. Should that fail, the next command does it: the tree is as it was. */
async function takeBack({ workspace, run }: Attempt, because: RunResult): Promise<RunResult> {
  await discardRun(workspace, run.id, run).catch(() => 'the next command discards');
  return because;
}

function throwIfStopped(signal: AbortSignal | null): void {
  if (signal?.aborted) throw new CodemodError('interrupted', 'Stopped before anything was changed.');
}

function failed(thrown: unknown, state: 'untouched' | 'unfinished' | 'interrupted'): RunResult {
  return { kind: 'failed', error: asCodemodError(thrown), state };
}

function conflictError(conflicts: readonly StalePath[], because: RunResult): CodemodError {
  const paths = conflicts.map(({ path, message }) => `${path} (${message})`).join(', ');
  const cause = because.kind === 'failed' ? because.error : undefined;
  return new CodemodError('run-interrupted', `The run could not be taken back: somebody else changed ${paths}.`, { cause });
}
