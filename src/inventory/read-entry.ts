import { readlinkSync } from 'node:fs';
import { messageOf, systemCode } from '../core/errors.js';
import { digestFile } from '../trees/file-digest.js';
import { nameForPeople } from '../trees/git-listing.js';
import type { Classify } from './classify.js';
import { type InventoryEntry, MODES } from './entry.js';
import type { ListedPath } from './list-paths.js';

/** Looks at what stands at a path. @returns null when there is nothing: deleted, or not part of a sparse checkout. */
export function readEntry(root: string, { path, kind }: ListedPath, classify: Classify): InventoryEntry | null {
  if (kind === 'submodule') return { ...EMPTY, path, kind, mode: MODES.submodule };
  if (kind === 'unnamed') return failed(path, { code: 'path-encoding', message: 'its name is not valid UTF-8' });
  const file = `${root}/${path}`;
  const read = digestFile(file);
  if (read.kind === 'gone') return null;
  if (read.kind === 'failure') return failed(path, read);
  if (read.kind === 'skip') return read.skip.code === 'symlink' ? readLink(path, file) : failed(path, read.skip);
  const { size, sha256, isExecutable, head } = read;
  const mode = isExecutable ? MODES.program : MODES.file;
  return { path, kind: 'file', size, mode, ...classify(path, head), sha256 };
}

const EMPTY = { size: null, mode: null, role: null, language: null, sha256: null } as const;

function failed(path: string, { code, message }: { readonly code: string; readonly message: string }): InventoryEntry {
  return { ...EMPTY, path, kind: 'file', error: { code, message } };
}

function readLink(path: string, file: string): InventoryEntry | null {
  try {
    const target = readlinkSync(file, { encoding: 'buffer' });
    return { ...EMPTY, path, kind: 'symlink', size: target.length, mode: MODES.symlink, target: nameForPeople(target) };
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null;
    return failed(path, {
      code: 'file-changing',
      message: `it was a link, and then no more (${systemCode(error) ?? messageOf(error)})`,
    });
  }
}
