import { readlinkSync } from 'node:fs';
import { messageOf, systemCode } from '../core/errors.js';
import { digestFile } from '../trees/file-digest.js';
import type { Classify } from './classify.js';
import type { InventoryEntry } from './entry.js';
import { entryOfFile, entryOfLink, entryWithoutContent, failed } from './entry-of.js';
import type { ListedPath } from './list-paths.js';

/** Looks at what stands at a path. @returns null when there is nothing: deleted, or not part of a sparse checkout. */
export function readEntry(root: string, { path, kind }: ListedPath, classify: Classify): InventoryEntry | null {
  if (kind !== 'named') return entryWithoutContent(path, kind);
  const file = `${root}/${path}`;
  const read = digestFile(file);
  if (read.kind === 'gone') return null;
  if (read.kind === 'failure') return failed(path, read);
  if (read.kind === 'skip') return read.skip.code === 'symlink' ? readLink(path, file) : failed(path, read.skip);
  return entryOfFile(path, read, classify);
}

function readLink(path: string, file: string): InventoryEntry | null {
  try {
    const target = readlinkSync(file, { encoding: 'buffer' });
    return entryOfLink(path, target);
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null;
    return failed(path, {
      code: 'file-changing',
      message: `it was a link, and then no more (${systemCode(error) ?? messageOf(error)})`,
    });
  }
}
