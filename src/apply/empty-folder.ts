import { splitPath, withFolderOr } from '../files/folder.js';
import { attempt, ioCode } from '../files/io-error.js';
import { syncFolder } from '../files/write-new.js';
import type { Workspace } from './workspace.js';

/** A folder that somebody has put a file into meanwhile stays. */
export async function removeEmptyFolder({ fs, root }: Workspace, path: string): Promise<void> {
  const { folder, name } = splitPath(path);
  await withFolderOr(fs, root, folder, nothing, async (parent) => {
    attempt('remove the folder', path, () => {
      try {
        fs.removeFolder(parent.at(name));
      } catch (thrown) {
        if (!STAYS.includes(ioCode(thrown))) throw thrown;
      }
    });
    await syncFolder(fs, parent);
  });
}

const STAYS: readonly (string | null)[] = ['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'];

function nothing(): void {}
