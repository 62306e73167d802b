import { unsafePath } from '../core/paths.js';
import { type Folder, splitPath, withFolder, withFolderOr } from '../files/folder.js';
import { reasonOf } from '../files/io-error.js';
import type { FileStep, StalePath } from './file-step.js';
import { difference, stateOfPath } from './path-state.js';
import type { RunStep } from './run-file.js';
import type { Workspace } from './workspace.js';

export interface CheckedSteps {
  /** Every path that is not as planned, or cannot be written: a reason to refuse before anything is. */
  readonly stale: readonly StalePath[];
  readonly steps: readonly RunStep[];
  /** Folders that do not exist yet, outermost first. */
  readonly folders: readonly string[];
}

/** Compares the tree with what the steps expect of it. */
export async function checkSteps(
  workspace: Workspace,
  steps: readonly FileStep[],
  options: { readonly breakHardLinks: boolean },
): Promise<CheckedSteps> {
  const stale: StalePath[] = [];
  const checked: RunStep[] = [];
  const folders = new Set<string>();
  const seen = new Set<string>();
  for (const step of steps) {
    const result = await checkStep(workspace, step, options, seen);
    seen.add(step.path);
    if ('reason' in result) stale.push(result);
    else checked.push(result);
    if (step.after !== null && !('reason' in result)) await addMissing(workspace, splitPath(step.path).folder, folders);
  }
  return { stale, steps: checked, folders: [...folders] };
}

async function checkStep(
  workspace: Workspace,
  step: FileStep,
  options: { readonly breakHardLinks: boolean },
  seen: ReadonlySet<string>,
): Promise<RunStep | StalePath> {
  const { path, before, after } = step;
  const fault = seen.has(path) ? 'the plan changes it twice' : unsafePath(path);
  if (fault !== null) return { path, reason: 'unsafe-path', message: fault };
  const found = await stateOfPath(workspace, step);
  const stale = difference(path, found, before);
  if (stale !== null) return stale;
  const folderFault = await folderFaultOf(workspace, path);
  if (folderFault !== null) return folderFault;
  if (found.kind !== 'file') return { path, before, after, was: null };
  const { mode, uid, gid, links } = found.facts;
  if (links > 1 && !options.breakHardLinks) {
    return { path, reason: 'hard-link', message: `it has ${links} names (hard links), and only this one would change` };
  }
  return (await fileFault(workspace, path)) ?? { path, before, after, was: { mode, uid, gid } };
}

/** A new file is written beside its target and then moved there, so that it is the folder which must take it. */
async function folderFaultOf({ fs, root }: Pick<Workspace, 'fs' | 'root'>, path: string): Promise<StalePath | null> {
  const { folder } = splitPath(path);
  const check = async (parent: Folder): Promise<StalePath | null> => {
    const fault = faultOf(() => fs.checkWritable(parent.at('.')));
    return fault === null ? null : { path, reason: 'read-only', message: `its folder cannot be written to: ${fault}` };
  };
  try {
    const found = await withFolderOr<StalePath | null | 'missing'>(fs, root, folder, () => 'missing', check);
    // A folder that has still to be made is made in the one above.
    return found === 'missing' ? relabel(await folderFaultOf({ fs, root }, folder), path) : found;
  } catch (thrown) {
    return unreachable(path, thrown);
  }
}

function relabel(fault: StalePath | null, path: string): StalePath | null {
  return fault === null ? null : { ...fault, path };
}

/** A rename would replace a read-only file as well; but it was made so in order to stay. */
async function fileFault({ fs, root }: Workspace, path: string): Promise<StalePath | null> {
  const { folder, name } = splitPath(path);
  try {
    return await withFolder(fs, root, folder, async (parent) => {
      const fault = faultOf(() => fs.checkWritable(parent.at(name)));
      return fault === null ? null : { path, reason: 'read-only', message: `it cannot be written to: ${fault}` };
    });
  } catch (thrown) {
    return unreachable(path, thrown);
  }
}

function unreachable(path: string, thrown: unknown): StalePath {
  return { path, reason: 'unreachable', message: `it cannot be read: ${reasonOf(thrown)}` };
}

function faultOf(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (thrown) {
    return reasonOf(thrown);
  }
}

async function addMissing(workspace: Workspace, path: string, missing: Set<string>): Promise<void> {
  if (path === '' || missing.has(path)) return;
  const { folder } = splitPath(path);
  await addMissing(workspace, folder, missing);
  if (missing.has(folder) || !(await exists(workspace, path))) missing.add(path);
}

async function exists({ fs, root }: Workspace, path: string): Promise<boolean> {
  const { folder, name } = splitPath(path);
  return await withFolder(fs, root, folder, async (parent) => fs.look(parent.at(name)) !== null);
}
