import type { FileSystem } from '../files/file-system.js';
import { type Folder, labelIn, withFolder, withRoot } from '../files/folder.js';
import { attempt } from '../files/io-error.js';
import { readWhole, syncFolder, writeNew } from '../files/write-new.js';
import { type LockHolder, takeLock } from './lock.js';
import { RUNS_FOLDER, STATE_FOLDER } from './state-names.js';

/** The folders that a run works in, open and locked. */
export interface Workspace {
  readonly fs: FileSystem;
  /** What the paths of a plan are relative to. */
  readonly root: Folder;
  /** `.codex`: records and lock. */
  readonly state: Folder;
  /** `.codex/runs`: the journal, one folder a run. */
  readonly runs: Folder;
}

const IGNORE_FILE = '.gitignore';
/** Removed with the lock's leftovers when a kill leaves it behind. */
const IGNORE_STAGED = 'lock.gitignore';

const IGNORES = `# Written by codex-codemod. The journal of the last runs and the lock stay on this machine.
/runs/
/lock
/lock.*
`;

/** Opens the workspace under its lock, made where it is missing, and runs `use` in it; or tells who holds the lock. */
export async function withWorkspace<T>(
  fs: FileSystem,
  root: string,
  use: (workspace: Workspace) => Promise<T>,
): Promise<T | { readonly kind: 'locked'; readonly holder: LockHolder | null }> {
  return await withRoot(fs, root, async (rootFolder) => {
    await ensureFolder(fs, rootFolder, STATE_FOLDER, 0o755);
    return await withFolder(fs, rootFolder, STATE_FOLDER, async (state) => {
      const lock = await takeLock(fs, state);
      if (lock.kind === 'held') return { kind: 'locked', holder: lock.holder };
      try {
        await ensureIgnores(fs, state);
        await ensureFolder(fs, state, RUNS_FOLDER, 0o700);
        return await withFolder(fs, state, RUNS_FOLDER, (runs) => use({ fs, root: rootFolder, state, runs }));
      } finally {
        lock.release();
      }
    });
  });
}

/** Makes a folder when nothing has its name, and lets the name last. */
export async function ensureFolder(fs: FileSystem, parent: Folder, name: string, mode: number): Promise<boolean> {
  if (fs.look(parent.at(name)) !== null) return false;
  attempt('make the folder', labelIn(parent, name), () => makeUnlessThere(fs, parent.at(name), mode));
  await syncFolder(fs, parent);
  return true;
}

function makeUnlessThere(fs: FileSystem, path: string, mode: number): void {
  try {
    fs.makeFolder(path, mode);
  } catch (thrown) {
    if (fs.look(path) === null) throw thrown;
  }
}

/** A file of the user's own is left alone; one that a kill has cut short is ours, and is written again. */
async function ensureIgnores(fs: FileSystem, state: Folder): Promise<void> {
  if (fs.look(state.at(IGNORE_FILE)) !== null && !isCutShort(fs, state)) return;
  await writeNew(fs, state, IGNORE_STAGED, Buffer.from(IGNORES), {
    mode: 0o644,
    owner: null,
    label: labelIn(state, IGNORE_FILE),
  });
  attempt('write', labelIn(state, IGNORE_FILE), () => fs.rename(state.at(IGNORE_STAGED), state.at(IGNORE_FILE)));
  await syncFolder(fs, state);
}

function isCutShort(fs: FileSystem, state: Folder): boolean {
  const found = readWhole(fs, state, IGNORE_FILE, labelIn(state, IGNORE_FILE)).toString('utf8');
  return found !== IGNORES && IGNORES.startsWith(found);
}
