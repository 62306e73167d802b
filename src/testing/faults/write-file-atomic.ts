import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { onDisk } from './full-disk.js';

/**
 * The writer that many programs use, as a control: what it says and does on a full disk and through symlinks is what the
 * checks of our own writer must be able to see.
 */
export async function writeFileAtomic(file: string, content: string): Promise<void> {
  const write: unknown = createRequire(import.meta.url)('write-file-atomic');
  if (typeof write !== 'function') throw new Error('write-file-atomic is no function');
  await Reflect.apply(write, null, [file, content]);
}

/** One file of the control. */
interface Rewrite {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Writes files with it on a disk that has some room left, in KiB.
 *
 * @returns the names of those for which it reported success and left other bytes.
 */
export async function tornByWriteFileAtomic(files: readonly Rewrite[], room: number): Promise<readonly string[]> {
  return await onDisk(async ({ root, leave }) => {
    for (const { name, before } of files) await writeFileAtomic(path.join(root, name), before);
    leave(room);
    const torn: string[] = [];
    for (const { name, after } of files) {
      const file = path.join(root, name);
      if (!(await hasFailed(file, after)) && readFileSync(file, 'utf8') !== after) torn.push(name);
    }
    return torn;
  });
}

async function hasFailed(file: string, content: string): Promise<boolean> {
  try {
    await writeFileAtomic(file, content);
    return false;
  } catch {
    return true;
  }
}
