import { type FileSystem, nodeFileSystem } from '../files/file-system.js';
import { withFolder, withRoot } from '../files/folder.js';
import { listRuns, markOf, readMarked } from './journal.js';
import type { RunFile } from './run-file.js';
import { RUNS_FOLDER, STATE_FOLDER, type Workspace } from './workspace.js';

/**
 * What the finished runs in the journal have left at each path: its SHA-256, or null where the last one deleted it. A
 * journal that is missing or damaged knows nothing.
 */
export async function lastWritten(
  root: string,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<ReadonlyMap<string, string | null>> {
  const runs = await finishedRuns(root, fileSystem);
  const written = new Map<string, string | null>();
  for (const { steps } of [...runs].sort((a, b) => a.sequence - b.sequence)) {
    for (const { path, after } of steps) written.set(path, after?.sha256 ?? null);
  }
  return written;
}

async function finishedRuns(root: string, fs: FileSystem): Promise<readonly RunFile[]> {
  try {
    return await withRoot(fs, root, (rootFolder) =>
      withFolder(fs, rootFolder, STATE_FOLDER, (state) =>
        withFolder(fs, state, RUNS_FOLDER, async (runs) => readFinished({ fs, root: rootFolder, state, runs })),
      ),
    );
  } catch {
    return [];
  }
}

async function readFinished(workspace: Workspace): Promise<readonly RunFile[]> {
  const finished: RunFile[] = [];
  for (const id of listRuns(workspace)) {
    await withFolder(workspace.fs, workspace.runs, id, async (folder) => {
      if (markOf(workspace, folder) === 'DONE') finished.push(readMarked(workspace, folder, 'DONE').run);
    });
  }
  return finished;
}
