import { constants } from 'node:fs';
import { CodemodError } from '../core/errors.js';
import type { FileSystem } from './file-system.js';
import type { Folder } from './folder.js';
import { attempt, attemptAsync, ioCode } from './io-error.js';

/** What a new file is to be. An owner is given only by a process that may: root. */
export interface NewFile {
  readonly mode: number;
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** What a message calls the file. */
  readonly label: string;
}

/** How many new files are on their way to the disk at a time: file systems with a journal take what they are to sync together in one go. */
export const WRITTEN_TOGETHER = 16;

const CREATE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Writes a file that must not exist yet, and returns when its bytes are on the disk: every byte written, read
 * back and compared, mode set, fsync done. A failed fsync is a failed write. The folder is not synced.
 *
 * @throws CodemodError `io-error`.
 */
export async function writeNew(fs: FileSystem, folder: Folder, name: string, bytes: Uint8Array, file: NewFile): Promise<void> {
  await attemptAsync('write', file.label, async () => {
    const fd = fs.open(folder.at(name), CREATE, 0o600);
    try {
      writeAll(fs, fd, bytes);
      checkBytes(fs, fd, bytes, file.label);
      if (file.owner !== null) fs.changeOwner(fd, file.owner.uid, file.owner.gid);
      fs.changeMode(fd, file.mode);
      await fs.sync(fd);
    } finally {
      fs.close(fd);
    }
  });
}

/** Makes the names in a folder last: a rename is on the disk only after this. Some file systems (CIFS, FUSE) do not offer it. */
export async function syncFolder(fs: FileSystem, folder: Folder): Promise<void> {
  await attemptAsync('sync the folder', folder.label, async () => {
    try {
      await fs.sync(folder.fd);
    } catch (thrown) {
      if (!NOT_OFFERED.includes(ioCode(thrown))) throw thrown;
    }
  });
}

const NOT_OFFERED: readonly (string | null)[] = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'];

/** A whole regular file, opened without following a link and without waiting for a pipe's other end. */
export function readWhole(fs: FileSystem, folder: Folder, name: string, label: string): Buffer {
  return attempt('read', label, () => {
    const fd = fs.open(folder.at(name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      if (fs.facts(fd).kind !== 'file') throw new CodemodError('io-error', `Cannot read ${label}: it is not a regular file.`);
      return readAll(fs, fd);
    } finally {
      fs.close(fd);
    }
  });
}

export function readAll(fs: FileSystem, fd: number): Buffer {
  let buffer = Buffer.allocUnsafe(fs.facts(fd).size + 1);
  let length = 0;
  for (;;) {
    const count = fs.read(fd, buffer, length, length);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    // A file that grows while it is read.
    if (length === buffer.length) buffer = Buffer.concat([buffer], length * 2);
  }
}

function writeAll(fs: FileSystem, fd: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    const count = fs.write(fd, bytes, written);
    if (count <= 0) throw new Error(`the system took ${written} of ${bytes.length} bytes and then no more`);
    written += count;
  }
}

/** What the system says it has taken is not believed: a file system of somebody's own making (FUSE) may be wrong about it. */
function checkBytes(fs: FileSystem, fd: number, bytes: Uint8Array, label: string): void {
  const found = readAll(fs, fd);
  if (found.equals(bytes)) return;
  const what = found.length === bytes.length ? 'other' : `${found.length} of ${bytes.length}`;
  throw new CodemodError('io-error', `Cannot write ${label}: ${what} bytes arrived.`, { path: label });
}
