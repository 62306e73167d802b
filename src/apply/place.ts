import { CodemodError } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import type { FileSystem } from '../files/file-system.js';
import { type Folder, joinPath, labelIn, splitPath, withFolderOr } from '../files/folder.js';
import { attempt, ioCode } from '../files/io-error.js';
import { readWhole, syncFolder } from '../files/write-new.js';
import type { FileStep, StalePath } from './file-step.js';
import { absent, difference, type PathState, progressOf, stateIn, stateOfPath } from './path-state.js';
import type { RunFile, RunStep } from './run-file.js';
import { stagedName } from './stage.js';
import type { Workspace } from './workspace.js';

/**
 * Brings every path of a committed run to its new state. A path that is there already is left so: the function can be
 * run again after it was cut off anywhere. Files come before deletions, so that a renamed file is never nowhere.
 *
 * @param touched gets the numbers of the steps whose paths this has changed, or may have when it throws.
 * @returns the first path that is neither as before nor as planned, or null when all are in place and on the disk.
 */
export async function placeRun(workspace: Workspace, run: RunFile, touched: Set<number>): Promise<StalePath | null> {
  const isDelete = (index: number): number => Number(run.steps[index]?.after === null);
  for (const index of [...run.steps.keys()].sort((a, b) => isDelete(a) - isDelete(b))) {
    const moved = await placeStep(workspace, run, index, touched);
    if (moved !== null) return moved;
  }
  await syncFolders(workspace, run.steps);
  return null;
}

/** Each folder of the steps once: only then do its renames last. */
export async function syncFolders({ fs, root }: Workspace, steps: readonly FileStep[]): Promise<void> {
  for (const path of new Set(steps.map((step) => splitPath(step.path).folder))) {
    await withFolderOr(fs, root, path, nothing, (folder) => syncFolder(fs, folder));
  }
}

/** The paths that are neither as before nor as planned. */
export async function conflictsOf(workspace: Workspace, run: RunFile): Promise<readonly StalePath[]> {
  const conflicts: StalePath[] = [];
  for (const step of run.steps) {
    const found = await stateOfPath(workspace, step);
    if (progressOf(found, step) === 'neither') conflicts.push(conflict(found, step));
  }
  return conflicts;
}

/** Are all the new files there that a run has still to put in place? Somebody may have cleaned them away. */
export async function isStaged(workspace: Workspace, run: RunFile): Promise<boolean> {
  for (const [index, step] of run.steps.entries()) {
    if (step.after === null || progressOf(await stateOfPath(workspace, step), step) !== 'before') continue;
    const staged = { ...step, path: joinPath(splitPath(step.path).folder, stagedName(run.id, index)) };
    const found = await stateOfPath(workspace, staged);
    if (found.kind !== 'file' || found.sha256 !== step.after.sha256) return false;
  }
  return true;
}

/** How a path that is neither differs from what it was. */
export function conflict(found: PathState, step: FileStep): StalePath {
  const message = 'it is neither as before nor as planned';
  return difference(step.path, found, step.before) ?? { path: step.path, reason: 'content', message };
}

async function placeStep(workspace: Workspace, run: RunFile, index: number, touched: Set<number>): Promise<StalePath | null> {
  const { fs, root } = workspace;
  const [step, staged] = [run.steps[index], stagedName(run.id, index)];
  if (step === undefined) return null;
  const { folder, name } = splitPath(step.path);
  const missing = (): StalePath | null => (step.after === null ? null : conflict(absent(), step));
  return await withFolderOr(fs, root, folder, missing, async (parent) => {
    const found = stateIn(workspace, parent, name, step);
    switch (progressOf(found, step)) {
      case 'neither':
        return conflict(found, step);
      case 'after':
        removeIfThere(fs, parent, staged);
        return null;
      case 'before': {
        if (step.after !== null) checkStaged(fs, parent, staged, step);
        touched.add(index);
        const moved =
          step.after === null
            ? removeUnchanged(fs, parent, name, found, step.path)
            : replaceUnchanged(fs, parent, staged, name, found, step.path);
        if (moved !== null) touched.delete(index);
        return moved;
      }
    }
  });
}

function checkStaged(fs: FileSystem, parent: Folder, staged: string, step: RunStep): void {
  const label = `${labelIn(parent, staged)}, the new content of ${step.path},`;
  const isThere = fs.look(parent.at(staged)) !== null;
  if (isThere && sha256(readWhole(fs, parent, staged, label)) === step.after?.sha256) return;
  throw new CodemodError('journal-damaged', `${label} is ${isThere ? 'damaged' : 'gone'}.`, { path: step.path });
}

/**
 * Puts a finished file in the place of what was found there; a path that has changed since is returned instead. For a
 * new file the system itself refuses when something has appeared; else only the rename follows the last look.
 */
export function replaceUnchanged(
  fs: FileSystem,
  parent: Folder,
  from: string,
  name: string,
  found: PathState,
  path: string,
): StalePath | null {
  return attempt('write', path, () => {
    if (found.kind !== 'file') return linkInto(fs, parent, from, name, path);
    if (hasChanged(fs, parent, name, found)) return changedNow(path);
    fs.rename(parent.at(from), parent.at(name));
    return null;
  });
}

/** Deletes a file that is still what was found. */
export function removeUnchanged(fs: FileSystem, parent: Folder, name: string, found: PathState, path: string): StalePath | null {
  return attempt('delete', path, () => {
    if (hasChanged(fs, parent, name, found)) return changedNow(path);
    fs.remove(parent.at(name));
    return null;
  });
}

export function removeIfThere(fs: FileSystem, parent: Folder, name: string): void {
  if (fs.look(parent.at(name)) !== null) attempt('remove', labelIn(parent, name), () => fs.remove(parent.at(name)));
}

function hasChanged(fs: FileSystem, parent: Folder, name: string, found: PathState): boolean {
  return found.kind !== 'file' || fs.look(parent.at(name))?.version !== found.facts.version;
}

function changedNow(path: string): StalePath {
  return { path, reason: 'content', message: 'it was changed at this very moment' };
}

/** What file systems without hard links answer. */
const NO_LINKS: readonly (string | null)[] = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'];

/** A link, unlike a rename, never replaces anything. */
function linkInto(fs: FileSystem, parent: Folder, from: string, name: string, path: string): StalePath | null {
  try {
    fs.link(parent.at(from), parent.at(name));
  } catch (thrown) {
    const code = ioCode(thrown);
    if (!NO_LINKS.includes(code) && code !== 'EEXIST') throw thrown;
    if (fs.look(parent.at(name)) !== null) return { path, reason: 'appeared', message: 'it exists by now' };
    fs.rename(parent.at(from), parent.at(name));
    return null;
  }
  fs.remove(parent.at(from));
  return null;
}

function nothing(): void {}
