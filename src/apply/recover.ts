import { CodemodError, messageOf, systemCode } from '../core/errors.js';
import { type FileSystem, nodeFileSystem } from '../files/file-system.js';
import { type Folder, joinPath, splitPath, withFolder, withFolderOr } from '../files/folder.js';
import { reasonOf } from '../files/io-error.js';
import type { StalePath } from './file-step.js';
import { markDone, recordRun } from './finish.js';
import { isInterrupted } from './is-interrupted.js';
import { emptyTrash, IMAGES, listRuns, markOf, readMarked, readTouched, readUnmarked, writeAbort } from './journal.js';
import type { LockHolder } from './lock.js';
import { conflictsOf, isStaged, placeRun } from './place.js';
import { discardRun, restoreRun } from './roll-back.js';
import type { RunFile } from './run-file.js';
import { stagedName } from './stage.js';
import { RUNS_FOLDER, STATE_FOLDER } from './state-names.js';
import { type Workspace, withWorkspace } from './workspace.js';

/** An interrupted run, and what was done about it. */
export interface RecoveredRun {
  readonly run: string;
  readonly action: 'finished' | 'rolled-back';
  /** How many paths the run has; 0 where it came to nothing. */
  readonly files: number;
}

/** A path that was changed by somebody else in the middle of a run, with the places of both contents, relative to the root. */
export interface Conflict extends StalePath {
  readonly old: string | null;
  readonly new: string | null;
}

export type RecoveryReport =
  | { readonly kind: 'recovered'; readonly runs: readonly RecoveredRun[] }
  /** A person has to decide: a run can be neither finished nor rolled back. */
  | {
      readonly kind: 'stopped';
      readonly runs: readonly RecoveredRun[];
      readonly run: string;
      readonly conflicts: readonly Conflict[];
    }
  | { readonly kind: 'locked'; readonly holder: LockHolder | null }
  | { readonly kind: 'failed'; readonly runs: readonly RecoveredRun[]; readonly error: CodemodError };

/**
 * Finishes or rolls back what an interrupted run has left. Every command that reads the files of a repository does this
 * first: they may be half old and half new. Where nothing is left, nothing is written and no lock taken, and `runs` is empty.
 */
export async function recover(options: { readonly root: string; readonly fileSystem?: FileSystem }): Promise<RecoveryReport> {
  const fs = options.fileSystem ?? nodeFileSystem;
  try {
    if (!(await isInterrupted(options.root, fs))) return { kind: 'recovered', runs: [] };
    return await withWorkspace(fs, options.root, recoverRuns);
  } catch (thrown) {
    return { kind: 'failed', runs: [], error: asCodemodError(thrown) };
  }
}

/** The same in a workspace that is locked already. */
export async function recoverRuns(workspace: Workspace): Promise<Exclude<RecoveryReport, { kind: 'locked' }>> {
  const runs: RecoveredRun[] = [];
  try {
    await emptyTrash(workspace);
    for (const id of [...listRuns(workspace)].sort()) {
      const result = await withFolder(workspace.fs, workspace.runs, id, (folder) => recoverRun(workspace, folder, id));
      if (result === null) continue;
      if ('conflicts' in result) return { kind: 'stopped', runs, ...result };
      runs.push(result);
    }
    return { kind: 'recovered', runs };
  } catch (thrown) {
    return { kind: 'failed', runs, error: asCodemodError(thrown) };
  }
}

export function asCodemodError(thrown: unknown): CodemodError {
  if (thrown instanceof CodemodError) return thrown;
  if (systemCode(thrown) === null) return new CodemodError('internal', messageOf(thrown), { cause: thrown });
  return new CodemodError('io-error', `A file or folder could not be worked on: ${reasonOf(thrown)}.`, { cause: thrown });
}

type Stopped = { readonly run: string; readonly conflicts: readonly Conflict[] };

async function recoverRun(workspace: Workspace, folder: Folder, id: string): Promise<RecoveredRun | Stopped | null> {
  const mark = markOf(workspace, folder);
  switch (mark) {
    case 'DONE':
      return null;
    case null: {
      await discardRun(workspace, id, readUnmarked(workspace, folder));
      return { run: id, action: 'rolled-back', files: 0 };
    }
    case 'COMMIT':
      return await finishRun(workspace, folder, id);
    case 'ABORT':
      return await rollBackRun(workspace, folder, id);
  }
}

async function finishRun(workspace: Workspace, folder: Folder, id: string): Promise<RecoveredRun | Stopped> {
  const { run, records } = readMarked(workspace, folder, 'COMMIT');
  const conflicts = await conflictsOf(workspace, run);
  if (conflicts.length > 0) return await stopped(workspace, run, conflicts);
  if (!(await isStaged(workspace, run))) {
    await writeAbort(workspace, folder, null);
    return await rollBackRun(workspace, folder, id);
  }
  const moved = await placeRun(workspace, run, new Set());
  if (moved !== null) return await stopped(workspace, run, [moved]);
  await recordRun(workspace, records, true);
  await markDone(workspace, folder, run);
  return { run: id, action: 'finished', files: run.steps.length };
}

async function rollBackRun(workspace: Workspace, folder: Folder, id: string): Promise<RecoveredRun | Stopped> {
  const { run } = readMarked(workspace, folder, 'ABORT');
  const conflicts = await restoreRun(workspace, folder, run, readTouched(workspace, folder));
  if (conflicts.length > 0) return await stopped(workspace, run, conflicts);
  await discardRun(workspace, id, run);
  return { run: id, action: 'rolled-back', files: run.steps.length };
}

async function stopped(workspace: Workspace, run: RunFile, conflicts: readonly StalePath[]): Promise<Stopped> {
  return { run: run.id, conflicts: await Promise.all(conflicts.map((conflict) => withCopies(workspace, run, conflict))) };
}

async function withCopies({ fs, root }: Workspace, run: RunFile, conflict: StalePath): Promise<Conflict> {
  const index = run.steps.findIndex(({ path }) => path === conflict.path);
  const { folder } = splitPath(conflict.path);
  const staged = stagedName(run.id, index);
  const isThere = await withFolderOr(fs, root, folder, no, async (parent) => fs.look(parent.at(staged)) !== null);
  return {
    ...conflict,
    old: run.steps[index]?.before ? `${STATE_FOLDER}/${RUNS_FOLDER}/${run.id}/${IMAGES}/${index}` : null,
    new: isThere ? joinPath(folder, staged) : null,
  };
}

function no(): boolean {
  return false;
}
