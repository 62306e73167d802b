import type { LockHolder } from '../apply/lock.js';
import { withWorkspace } from '../apply/workspace.js';
import { type FileSystem, nodeFileSystem } from '../files/file-system.js';
import { type Folder, labelIn } from '../files/folder.js';
import { attempt } from '../files/io-error.js';
import { writeChunks } from '../files/write-chunks.js';
import { syncFolder } from '../files/write-new.js';
import type { InventoryEntry } from './entry.js';
import { inventoryBytes, inventoryHash } from './format.js';
import { keepFormer, pruneFormer } from './former-inventories.js';
import { INVENTORY_NAMES, readStanding, standingHash } from './standing.js';

export interface WriteOptions {
  /** As gzip or plain; by default as the inventory that stands, else plain. */
  readonly compress?: boolean | undefined;
  /**
   * How many former inventories to have at most in `.codex/inventory/`: the oldest go. By default the former one is not
   * kept, and those that are there stay.
   */
  readonly keep?: number | undefined;
}

export interface WrittenInventory {
  readonly kind: 'written';
  /** False when the same inventory stood already, and nothing was written. */
  readonly changed: boolean;
  /** Relative to the root. */
  readonly path: string;
}

/** Removed with the lock's leftovers when a kill leaves it behind, and ignored by git as they are. */
const STAGED = 'lock.inventory';

/**
 * Writes `.codex/inventory.json` under the lock of the repository, or tells who holds it.
 *
 * @throws CodemodError `io-error`: no space, no permission, a symlink where the record should be.
 */
export async function writeInventory(
  root: string,
  entries: readonly InventoryEntry[],
  options: WriteOptions = {},
  fs: FileSystem = nodeFileSystem,
): Promise<WrittenInventory | { readonly kind: 'locked'; readonly holder: LockHolder | null }> {
  return await withWorkspace(fs, root, ({ state }) => storeInventory(fs, state, entries, options));
}

/**
 * The same for a run that holds the lock. The new file takes the place of the old one by a rename, so that at any moment
 * one of them stands whole; when nothing has changed, nothing is written.
 *
 * @param state the open `.codex`.
 */
export async function storeInventory(
  fs: FileSystem,
  state: Folder,
  entries: readonly InventoryEntry[],
  { compress, keep }: WriteOptions = {},
): Promise<WrittenInventory> {
  const standing = readStanding(fs, state);
  const asGzip = compress ?? standing?.compressed ?? false;
  const name = asGzip ? INVENTORY_NAMES.compressed : INVENTORY_NAMES.plain;
  const isSame = standing !== null && standingHash(standing) === inventoryHash(entries);
  const changed = !isSame || standing.compressed !== asGzip;
  if (changed) {
    if (standing !== null && !isSame && keep !== undefined && keep > 0) await keepFormer(fs, state, standing);
    await replace(fs, state, name, entries, asGzip);
  }
  if (keep !== undefined) await pruneFormer(fs, state, keep);
  return { kind: 'written', changed, path: labelIn(state, name) };
}

async function replace(
  fs: FileSystem,
  state: Folder,
  name: string,
  entries: readonly InventoryEntry[],
  compress: boolean,
): Promise<void> {
  const label = labelIn(state, name);
  try {
    await writeChunks(fs, state, STAGED, inventoryBytes(entries, compress), { mode: 0o644, label });
    attempt('write', label, () => fs.rename(state.at(STAGED), state.at(name)));
  } catch (thrown) {
    removeStaged(fs, state);
    throw thrown;
  }
  const other = compress ? INVENTORY_NAMES.plain : INVENTORY_NAMES.compressed;
  if (fs.look(state.at(other)) !== null) attempt('remove', labelIn(state, other), () => fs.remove(state.at(other)));
  await syncFolder(fs, state);
}

function removeStaged(fs: FileSystem, state: Folder): void {
  try {
    fs.remove(state.at(STAGED));
  } catch {
    // It was not made, or the next holder of the lock removes it.
  }
}
