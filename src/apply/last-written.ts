import { type FileSystem, nodeFileSystem } from '../files/file-system.js';
import { readRuns, withJournal } from './read-journal.js';
import type { RunFile } from './run-file.js';

/**
 * What the finished runs in the journal, undos and redos as well, have left at each path: its SHA-256, or null where the
 * last one deleted it. A journal that is missing or damaged knows nothing.
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

/** None at all where one is damaged: the last word on a path might have been its. */
async function finishedRuns(root: string, fs: FileSystem): Promise<readonly RunFile[]> {
  try {
    return await withJournal(root, fs, async (workspace) => {
      const runs = workspace === null ? [] : await readRuns(workspace);
      if (runs.some(({ kind }) => kind === 'damaged')) return [];
      return runs.flatMap((run) => (run.kind === 'finished' ? [run.run] : []));
    });
  } catch {
    return [];
  }
}
