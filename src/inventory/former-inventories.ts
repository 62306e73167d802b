import { ensureFolder } from '../apply/workspace.js';
import type { FileSystem } from '../files/file-system.js';
import { type Folder, labelIn, withFolder, withFolderOr } from '../files/folder.js';
import { attempt } from '../files/io-error.js';
import { readWhole, syncFolder, writeNew } from '../files/write-new.js';
import type { StandingInventory } from './standing.js';

/** The folder in `.codex` of the inventories that stood before. */
export const FORMER_FOLDER = 'inventory';
/** Removed with the lock's leftovers when a kill leaves it behind. */
const STAGED = 'lock.inventory-former';
const NAME = /^(\d{6,})\.json(?:\.gz)?$/;

/**
 * Keeps the inventory that is about to be replaced as `inventory/<n>.json` or `.json.gz`, n one more than the last.
 * One that a kill has left kept already is not kept twice.
 */
export async function keepFormer(fs: FileSystem, state: Folder, standing: StandingInventory): Promise<void> {
  await ensureFolder(fs, state, FORMER_FOLDER, 0o755);
  await withFolder(fs, state, FORMER_FOLDER, async (folder) => {
    const last = formerNames(fs, folder).at(-1);
    if (last !== undefined && readWhole(fs, folder, last, labelIn(folder, last)).equals(standing.bytes)) return;
    const name = `${String(numberOf(last) + 1).padStart(6, '0')}.json${standing.compressed ? '.gz' : ''}`;
    const label = labelIn(folder, name);
    await writeNew(fs, state, STAGED, standing.bytes, { mode: 0o644, owner: null, label });
    attempt('write', label, () => fs.rename(state.at(STAGED), folder.at(name)));
    await syncFolder(fs, folder);
  });
}

/** Removes the oldest ones, so that at most so many are left. @returns how many were removed. */
export async function pruneFormer(fs: FileSystem, state: Folder, keep: number): Promise<number> {
  return await withFolderOr(
    fs,
    state,
    FORMER_FOLDER,
    () => 0,
    async (folder) => {
      const names = formerNames(fs, folder);
      const surplus = names.slice(0, Math.max(0, names.length - keep));
      for (const name of surplus) attempt('remove', labelIn(folder, name), () => fs.remove(folder.at(name)));
      if (surplus.length > 0) await syncFolder(fs, folder);
      return surplus.length;
    },
  );
}

/** The oldest first. Files of other names are not ours. */
function formerNames(fs: FileSystem, folder: Folder): readonly string[] {
  const names = fs.list(folder.at('.')).filter((name) => NAME.test(name));
  return names.sort((a, b) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1));
}

function numberOf(name: string | undefined): number {
  return Number(NAME.exec(name ?? '')?.[1] ?? 0);
}
