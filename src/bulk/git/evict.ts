import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { CloneFolder } from './clone-folder.js';
import { tryLock } from './clone-lock.js';

interface Used {
  readonly entry: string;
  readonly at: number;
  readonly bytes: number;
}

/**
 * Throws away the clones that were not used for the longest time, until what is left fits. One that somebody holds stays.
 *
 * @param most bytes.
 */
export async function evict(cache: string, most: number): Promise<void> {
  const used = readdirSync(cache).flatMap((name) => usedIn(path.join(cache, name)));
  let bytes = used.reduce((sum, one) => sum + one.bytes, 0);
  for (const one of used.sort((a, b) => a.at - b.at)) {
    if (bytes <= most) return;
    const release = await tryLock(one.entry);
    if (release === null) continue;
    try {
      new CloneFolder(one.entry).remove();
      bytes -= one.bytes;
    } finally {
      release();
    }
  }
}

/** An entry whose clone is gone stays as an empty folder: another process may be waiting for its lock. */
function usedIn(entry: string): readonly Used[] {
  try {
    if (new CloneFolder(entry).git === null) return [];
    const file = path.join(entry, 'used');
    return [{ entry, at: statSync(file).mtimeMs, bytes: Number(readFileSync(file, 'utf8')) || 0 }];
  } catch {
    // It has never been used to the end.
    return [];
  }
}
