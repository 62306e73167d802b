import { type Folder, GONE, splitPath, withFolder, withFolderOr } from '../files/folder.js';
import { writeNew } from '../files/write-new.js';
import { removeEmptyFolder } from './empty-folder.js';
import type { StalePath } from './file-step.js';
import { readImage } from './images.js';
import { IMAGES, removeRun } from './journal.js';
import { absent, difference, type PathState, progressOf, stateIn } from './path-state.js';
import { conflict, removeIfThere, removeUnchanged, replaceUnchanged, syncFolders } from './place.js';
import type { RunFile } from './run-file.js';
import { attributesOf, stagedName } from './stage.js';
import type { Workspace } from './workspace.js';

/**
 * Takes a run back that changed nothing yet: its staged files, the folders that it made, its journal. Can be repeated.
 * What can be removed is; the journal goes only when all of it could be.
 */
export async function discardRun(workspace: Workspace, id: string, run: RunFile | null): Promise<void> {
  const failures: unknown[] = [];
  const fail = (thrown: unknown): number => failures.push(thrown);
  for (const [index, { path }] of run?.steps.entries() ?? []) await removeStaged(workspace, id, path, index).catch(fail);
  for (const path of run?.folders.toReversed() ?? []) await removeEmptyFolder(workspace, path).catch(fail);
  if (failures.length > 0) throw failures[0];
  await removeRun(workspace, id);
}

/**
 * Gives the paths that a run has changed their old state back, from the copies in the journal. Can be repeated.
 *
 * @param touched the numbers of the steps that changed something; null when that is not known: all that could have.
 * @returns the paths that are neither as before nor as the run left them: somebody else changed them, and they stay.
 */
export async function restoreRun(
  workspace: Workspace,
  journal: Folder,
  run: RunFile,
  touched: ReadonlySet<number> | null,
): Promise<readonly StalePath[]> {
  const conflicts: StalePath[] = [];
  await withFolder(workspace.fs, journal, IMAGES, async (images) => {
    for (const index of touched ?? run.steps.keys()) {
      const changed = await restoreStep(workspace, images, run, index);
      if (changed !== null) conflicts.push(changed);
    }
  });
  await syncFolders(workspace, run.steps);
  return conflicts;
}

async function restoreStep(workspace: Workspace, images: Folder, run: RunFile, index: number): Promise<StalePath | null> {
  const { fs, root } = workspace;
  const step = run.steps[index];
  if (step === undefined) return null;
  const { folder, name } = splitPath(step.path);
  const missing = (): StalePath | null => (step.before === null ? null : conflict(absent(), step));
  return await withFolderOr(fs, root, folder, missing, async (parent) => {
    const found = stateIn(workspace, parent, name, step);
    if (difference(step.path, found, step.before) === null) return null;
    if (progressOf(found, step) === 'neither') return conflict(found, step);
    if (step.before === null) return removeUnchanged(fs, parent, name, found, step.path);
    const back = restoredName(run.id, index);
    removeIfThere(fs, parent, back);
    const bytes = readImage(workspace, images, step, index);
    const was = step.was === null ? null : { ...step.was, mode: modeNow(found) };
    await writeNew(fs, parent, back, bytes, attributesOf(step.before.mode, was, step.path));
    return replaceUnchanged(fs, parent, back, name, found, step.path);
  });
}

/** Set-id bits are those of the file in place: what a journal says of them may be forged. */
function modeNow(found: PathState): number {
  return found.kind === 'file' ? found.facts.mode : 0;
}

function restoredName(run: string, index: number): string {
  return `${stagedName(run, index)}-back`;
}

async function removeStaged({ fs, root }: Workspace, run: string, path: string, index: number): Promise<void> {
  const names = [stagedName(run, index), restoredName(run, index)];
  const removeAll = async (parent: Folder): Promise<void> => {
    for (const name of names) removeIfThere(fs, parent, name);
  };
  await withFolderOr(fs, root, splitPath(path).folder, nothing, removeAll, GONE);
}

function nothing(): void {}
