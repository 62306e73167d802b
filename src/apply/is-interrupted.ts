import { type FileSystem, nodeFileSystem } from '../files/file-system.js';
import { withFolder, withRoot } from '../files/folder.js';
import { ioCode } from '../files/io-error.js';
import { isRunId } from './run-id.js';
import { isTrash, RUNS_FOLDER, STATE_FOLDER } from './state-names.js';

/** Has a run been interrupted here, or is one at work? Looks without writing anything. */
export async function isInterrupted(root: string, fs: FileSystem = nodeFileSystem): Promise<boolean> {
  try {
    return await withRoot(fs, root, (rootFolder) =>
      withFolder(fs, rootFolder, `${STATE_FOLDER}/${RUNS_FOLDER}`, async (runs) =>
        fs.list(runs.at('.')).some((name) => isTrash(name) || (isRunId(name) && fs.look(runs.at(`${name}/DONE`)) === null)),
      ),
    );
  } catch (thrown) {
    if (ioCode(thrown) === 'ENOENT') return false;
    throw thrown;
  }
}
