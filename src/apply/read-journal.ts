import { CodemodError } from '../core/errors.js';
import type { FileSystem } from '../files/file-system.js';
import { withFolder, withFolderOr, withRoot } from '../files/folder.js';
import { ioCode } from '../files/io-error.js';
import { listRuns, markOf, readMarked } from './journal.js';
import { asCodemodError } from './recover.js';
import type { RunFile } from './run-file.js';
import { RUNS_FOLDER, STATE_FOLDER } from './state-names.js';
import type { Workspace } from './workspace.js';

/** A run of the journal, as far as it can be read. */
export type JournalledRun =
  | { readonly kind: 'finished'; readonly id: string; readonly run: RunFile }
  /** Neither finished nor rolled back: it is at work, or was cut off. */
  | { readonly kind: 'interrupted'; readonly id: string }
  | { readonly kind: 'damaged'; readonly id: string; readonly message: string };

/**
 * Opens the journal of a root to look at it: no lock is taken and nothing written. `use` gets null where there is none.
 *
 * @throws CodemodError `io-error` when it cannot be opened, as when it is a symlink.
 */
export async function withJournal<T>(root: string, fs: FileSystem, use: (workspace: Workspace | null) => Promise<T>): Promise<T> {
  const found = await withRoot(fs, root, (rootFolder) =>
    withFolderOr<T | typeof NONE>(fs, rootFolder, STATE_FOLDER, none, (state) =>
      withFolderOr<T | typeof NONE>(fs, state, RUNS_FOLDER, none, (runs) => use({ fs, root: rootFolder, state, runs })),
    ),
  );
  return found === NONE ? await use(null) : found;
}

const NONE = Symbol('no journal');

function none(): typeof NONE {
  return NONE;
}

/** Every run of the journal, in no order. One that cannot be read is told, never thrown. */
export async function readRuns(workspace: Workspace): Promise<readonly JournalledRun[]> {
  const runs: JournalledRun[] = [];
  for (const id of listRuns(workspace)) {
    const found = await readRun(workspace, id);
    if (found !== null) runs.push(found);
  }
  return runs;
}

/** Null for a run that another process has pruned meanwhile. */
async function readRun(workspace: Workspace, id: string): Promise<JournalledRun | null> {
  try {
    return await withFolder(workspace.fs, workspace.runs, id, async (folder) => {
      if (markOf(workspace, folder) !== 'DONE') return { kind: 'interrupted', id };
      const { run } = readMarked(workspace, folder, 'DONE');
      checkConsistent(run, id);
      return { kind: 'finished', id, run };
    });
  } catch (thrown) {
    if (ioCode(thrown) === 'ENOENT' && workspace.fs.look(workspace.runs.at(id)) === null) return null;
    return { kind: 'damaged', id, message: asCodemodError(thrown).message };
  }
}

/** What no run of ours writes: then the folder was made or moved by somebody else. */
function checkConsistent({ id, kind, of, steps }: RunFile, folder: string): void {
  const fault =
    id !== folder
      ? 'it is of another run'
      : (kind === 'apply') !== (of === null)
        ? 'it does not say what it undoes'
        : new Set(steps.map(({ path }) => path)).size < steps.length
          ? 'it changes a path twice'
          : null;
  if (fault !== null) throw new CodemodError('journal-damaged', `run.json is damaged: ${fault}`);
}
