import { createHash } from 'node:crypto';
import { type FileSystem, nodeFileSystem } from '../files/file-system.js';
import { type Folder, labelIn, withFolderOr, withRoot } from '../files/folder.js';
import { readWhole } from '../files/write-new.js';
import { unpackInventory } from './parse-inventory.js';

/** The names that an inventory may have in `.codex`; where both stand, the first is the one that counts. */
export const INVENTORY_NAMES = { plain: 'inventory.json', compressed: 'inventory.json.gz' } as const;

/** The inventory that stands. */
export interface StandingInventory {
  readonly name: string;
  readonly compressed: boolean;
  readonly bytes: Buffer;
}

/** @throws CodemodError `io-error` for a symlink, or what is no regular file. */
export function readStanding(fs: FileSystem, state: Folder): StandingInventory | null {
  for (const [form, name] of Object.entries(INVENTORY_NAMES)) {
    if (fs.look(state.at(name)) === null) continue;
    return { name, compressed: form === 'compressed', bytes: readWhole(fs, state, name, labelIn(state, name)) };
  }
  return null;
}

/** The same by the root alone, without a lock: a rename puts a whole file in its place. */
export async function findStanding(root: string, fs: FileSystem = nodeFileSystem): Promise<StandingInventory | null> {
  return await withRoot(fs, root, (folder) =>
    withFolderOr<StandingInventory | null>(
      fs,
      folder,
      '.codex',
      () => null,
      async (state) => readStanding(fs, state),
    ),
  );
}

/** SHA-256 of its text; null for a file that cannot be unpacked. */
export function standingHash({ bytes }: StandingInventory): string | null {
  try {
    return createHash('sha256').update(unpackInventory(bytes)).digest('hex');
  } catch {
    return null;
  }
}
