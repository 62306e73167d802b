import { randomBytes } from 'node:crypto';
import type { FileSystem } from '../../files/file-system.js';
import { type Folder, labelIn } from '../../files/folder.js';
import { attempt } from '../../files/io-error.js';
import { syncFolder, writeNew } from '../../files/write-new.js';

/**
 * Writes a file of a campaign whole, or not at all, and for its owner alone; it is on the disk when this returns.
 *
 * @param held the campaign's folder, whose lock we hold: what a kill leaves staged in it goes with the next lock.
 * @throws CodemodError `io-error`.
 */
export async function replaceFile(fs: FileSystem, held: Folder, to: Folder, name: string, bytes: Uint8Array): Promise<void> {
  const staged = `lock.staged-${randomBytes(6).toString('hex')}`;
  const label = labelIn(to, name);
  await writeNew(fs, held, staged, bytes, { mode: 0o600, owner: null, label });
  attempt('write', label, () => fs.rename(held.at(staged), to.at(name)));
  await syncFolder(fs, to);
}
