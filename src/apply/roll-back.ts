import { type Folder, splitPath, withFolder } from '../files/folder.js';
import { attempt, ioCode } from '../files/io-error.js';
import { syncFolder, writeNew } from '../files/write-new.js';
import type { StalePath } from './file-step.js';
import { readImage } from './images.js';
import { IMAGES, removeRun } from './journal.js';
import { difference, progressOf, stateIn } from './path-state.js';
import { removeIfThere, removeUnchanged, replaceUnchanged, syncFolders } from './place.js';
import type { RunFile } from './run-file.js';
import { attributesOf, stagedName } from './stage.js';
import type { Workspace } from './workspace.js';

/** Takes a run back that changed nothing yet: its staged files, the folders that it made, its journal. Can be repeated. */
export async function discardRun(workspace: Workspace, id: string, run: RunFile | null): Promise<void> {
  if (run !== null) {
    for (const [index, { path }] of run.steps.entries()) await removeStaged(workspace, path, stagedName(run.id, index));
    for (const path of [...run.folders].reverse()) await removeEmptyFolder(workspace, path);
  }
  await removeRun(workspace, id);
}

/**
 * Gives every path of a run its old state back, from the copies in the journal. Can be repeated.
 *
 * @returns the paths that are neither as before nor as the run left them: somebody else changed them, and they stay.
 */
export async function restoreRun(workspace: Workspace, journal: Folder, run: RunFile): Promise<readonly StalePath[]> {
  const conflicts: StalePath[] = [];
  await withFolder(workspace.fs, journal, IMAGES, async (images) => {
    for (const index of run.steps.keys()) {
      const conflict = await restoreStep(workspace, images, run, index);
      if (conflict !== null) conflicts.push(conflict);
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
  return await withFolder(fs, root, folder, async (parent) => {
    const found = stateIn(workspace, parent, name);
    const isOld = difference(step.path, found, step.before) === null;
    if (isOld) return null;
    if (progressOf(found, step) === 'neither') return difference(step.path, found, step.after);
    if (step.before === null) return removeUnchanged(fs, parent, name, found, step.path);
    const back = `${stagedName(run.id, index)}-back`;
    removeIfThere(fs, parent, back);
    const bytes = readImage(workspace, images, step, index);
    await writeNew(fs, parent, back, bytes, attributesOf(step.before.mode, step.was, step.path));
    return replaceUnchanged(fs, parent, back, name, found, step.path);
  });
}

async function removeStaged({ fs, root }: Workspace, path: string, staged: string): Promise<void> {
  const { folder } = splitPath(path);
  await unlessGone(() =>
    withFolder(fs, root, folder, async (parent) => {
      for (const name of [staged, `${staged}-back`]) removeIfThere(fs, parent, name);
    }),
  );
}

/** A folder that somebody has put a file into meanwhile stays. */
async function removeEmptyFolder({ fs, root }: Workspace, path: string): Promise<void> {
  const { folder, name } = splitPath(path);
  await unlessGone(() =>
    withFolder(fs, root, folder, async (parent) => {
      attempt('remove the folder', path, () => {
        try {
          fs.removeFolder(parent.at(name));
        } catch (thrown) {
          if (ioCode(thrown) !== 'ENOTEMPTY' && ioCode(thrown) !== 'EEXIST') throw thrown;
        }
      });
      await syncFolder(fs, parent);
    }),
  );
}

async function unlessGone(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    if (ioCode(thrown) !== 'ENOENT') throw thrown;
  }
}
