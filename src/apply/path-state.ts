import { constants } from 'node:fs';
import type { ContentId } from '../core/change.js';
import { sha256 } from '../core/hash.js';
import type { FileFacts, FileSystem } from '../files/file-system.js';
import { type Folder, splitPath, withFolderOr } from '../files/folder.js';
import { attempt, ioCode, reasonOf } from '../files/io-error.js';
import { readAll } from '../files/write-new.js';
import type { FileStep, StalePath, StaleReason } from './file-step.js';
import type { Workspace } from './workspace.js';

/** What stands at a path. */
export type PathState =
  | { readonly kind: 'absent' }
  /** Without its bytes where its size says enough. */
  | { readonly kind: 'file'; readonly facts: FileFacts; readonly bytes: Buffer | null; readonly sha256: string | null }
  | { readonly kind: 'other'; readonly reason: StaleReason; readonly message: string };

/** The bits of a mode that a plan speaks of. */
export const PERMISSIONS = 0o777;
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Looks at the path of a step, following no link. A folder that is missing on the way makes it absent. */
export async function stateOfPath(workspace: Workspace, step: FileStep): Promise<PathState> {
  const { folder, name } = splitPath(step.path);
  try {
    return await withFolderOr(workspace.fs, workspace.root, folder, absent, async (parent) =>
      stateIn(workspace, parent, name, step),
    );
  } catch (thrown) {
    if (ioCode(thrown) === 'ELOOP' || ioCode(thrown) === 'ENOTDIR') {
      return { kind: 'other', reason: 'unreachable', message: 'a folder on the way to it is a symlink, or not a folder' };
    }
    return { kind: 'other', reason: 'unreachable', message: `it cannot be read: ${reasonOf(thrown)}` };
  }
}

/** A path whose folder is missing. */
export function absent(): PathState {
  return { kind: 'absent' };
}

/** The same within an open folder. */
export function stateIn({ fs }: Workspace, folder: Folder, name: string, step: FileStep): PathState {
  return attempt('read', step.path, () => {
    const found = fs.look(folder.at(name));
    if (found === null) return absent();
    if (found.kind === 'symlink') return { kind: 'other', reason: 'symlink', message: 'it is a symlink' };
    if (found.kind !== 'file') return { kind: 'other', reason: 'not-a-file', message: 'it is not a regular file' };
    return fileState(fs, fs.open(folder.at(name), READ), step);
  });
}

function fileState(fs: FileSystem, fd: number, { before, after }: FileStep): PathState {
  try {
    // Taken before the bytes: should the file change while it is read, these are no longer its facts.
    const facts = fs.facts(fd);
    if (facts.size !== before?.size && facts.size !== after?.size) return { kind: 'file', facts, bytes: null, sha256: null };
    const bytes = readAll(fs, fd);
    return { kind: 'file', facts, bytes, sha256: sha256(bytes) };
  } finally {
    fs.close(fd);
  }
}

/** Why a path is not in a wanted state, or null when it is. */
export function difference(path: string, found: PathState, wanted: ContentId | null): StalePath | null {
  const stale = (reason: StaleReason, message: string): StalePath => ({ path, reason, message });
  if (found.kind === 'other') return stale(found.reason, found.message);
  if (found.kind === 'absent') return wanted === null ? null : stale('gone', 'it is gone');
  if (wanted === null) return stale('appeared', 'it exists by now');
  if (found.sha256 !== wanted.sha256) return stale('content', 'its content has changed');
  const [mode, planned] = [found.facts.mode & PERMISSIONS, wanted.mode & PERMISSIONS];
  if (mode !== planned) return stale('mode', `its mode is ${octal(mode)}, not ${octal(planned)} as planned`);
  return null;
}

/** Which end of its step a path has reached. A finished file may have been given another mode since. */
export function progressOf(found: PathState, step: FileStep): 'before' | 'after' | 'neither' {
  if (difference(step.path, found, step.after) === null) return 'after';
  if (difference(step.path, found, step.before) === null) return 'before';
  const isNew = found.kind === 'file' && found.sha256 === step.after?.sha256 && step.after.sha256 !== step.before?.sha256;
  return isNew ? 'after' : 'neither';
}

function octal(mode: number): string {
  return `0${mode.toString(8)}`;
}
