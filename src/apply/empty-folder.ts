import type { FileSystem } from '../files/file-system.js';
import { type Folder, GONE, splitPath, withFolderOr } from '../files/folder.js';
import { attempt, ioCode } from '../files/io-error.js';
import { syncFolder } from '../files/write-new.js';
import type { Workspace } from './workspace.js';

/** A folder that somebody has put a file into meanwhile stays. */
export async function removeEmptyFolder({ fs, root }: Workspace, path: string): Promise<void> {
  const { folder, name } = splitPath(path);
  const remove = async (parent: Folder): Promise<void> => {
    attempt('remove the folder', path, () => removeUnlessUsed(fs, parent.at(name)));
    await syncFolder(fs, parent);
  };
  await withFolderOr(fs, root, folder, nothing, remove, GONE);
}

function removeUnlessUsed(fs: FileSystem, path: string): void {
  try {
    fs.removeFolder(path);
  } catch (thrown) {
    if (!STAYS.includes(ioCode(thrown))) throw thrown;
  }
}

/** EBUSY is what a mount point answers, always. */
const STAYS: readonly (string | null)[] = ['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EBUSY'];

function nothing(): void {}
