import type { FileDigest } from '../trees/file-digest.js';
import { nameForPeople } from '../trees/git-listing.js';
import type { Classify } from './classify.js';
import { type InventoryEntry, MODES } from './entry.js';

const EMPTY = { size: null, mode: null, role: null, language: null, sha256: null } as const;

export function entryOfFile(
  path: string,
  { size, sha256, isExecutable, head }: Omit<FileDigest, 'kind'>,
  classify: Classify,
): InventoryEntry {
  const mode = isExecutable ? MODES.program : MODES.file;
  return { path, kind: 'file', size, mode, ...classify(path, head), sha256 };
}

/** @param target where it leads, as bytes. */
export function entryOfLink(path: string, target: Buffer): InventoryEntry {
  return { ...EMPTY, path, kind: 'symlink', size: target.length, mode: MODES.symlink, target: nameForPeople(target) };
}

export function entryWithoutContent(path: string, kind: 'submodule' | 'unnamed'): InventoryEntry {
  if (kind === 'submodule') return { ...EMPTY, path, kind, mode: MODES.submodule };
  return failed(path, { code: 'path-encoding', message: 'its name is not valid UTF-8' });
}

/** A file that could not be read. */
export function failed(path: string, { code, message }: { readonly code: string; readonly message: string }): InventoryEntry {
  return { ...EMPTY, path, kind: 'file', error: { code, message } };
}
