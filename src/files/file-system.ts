import fs from 'node:fs';
import { systemCode } from '../core/errors.js';

export type FileKind = 'file' | 'folder' | 'symlink' | 'other';

/** What the system says of a file. `mode` is the permission bits with set-id and sticky; `size` is in bytes. */
export interface FileFacts {
  readonly kind: FileKind;
  readonly mode: number;
  readonly size: number;
  readonly links: number;
  readonly uid: number;
  readonly gid: number;
  /** Device, inode, size and times as one text: equal texts mean that nothing was written in between. */
  readonly version: string;
}

/**
 * The system calls that write to a user's repository, and those that look before they do. One method is one call, so
 * that a test can let each of them fail. They throw as Node does. All but `sync` block: a check and the rename that
 * relies on it must have nothing between them.
 */
export interface FileSystem {
  /** Does `/proc/self/fd/<n>/<name>` lead to a name in the open folder n? Node has no openat(2); on Linux this stands in for it. */
  readonly hasDescriptorPaths: boolean;
  /** @param flags of `fs.constants`. */
  open(path: string, flags: number, mode?: number): number;
  close(fd: number): void;
  /** Fills the buffer from `offset` on with what stands in the file at `position`; 0 at its end. */
  read(fd: number, buffer: Buffer, offset: number, position: number): number;
  /** Writes the bytes from `offset` on to that same place of the file. One `pwrite(2)`, which may take fewer bytes than it is given. */
  write(fd: number, bytes: Uint8Array, offset: number): number;
  /** One `write(2)` of all bytes, which a file that is open for appending takes at its end. */
  append(fd: number, bytes: Uint8Array): number;
  facts(fd: number): FileFacts;
  /** Never follows a symlink. @returns null when there is nothing. */
  look(path: string): FileFacts | null;
  /** @throws when the user may not write to the file. */
  checkWritable(path: string): void;
  changeMode(fd: number, mode: number): void;
  changeOwner(fd: number, uid: number, gid: number): void;
  sync(fd: number): Promise<void>;
  list(path: string): readonly string[];
  makeFolder(path: string, mode: number): void;
  rename(from: string, to: string): void;
  link(from: string, to: string): void;
  remove(path: string): void;
  removeFolder(path: string): void;
}

export const nodeFileSystem: FileSystem = {
  hasDescriptorPaths: process.platform === 'linux' && fs.existsSync(`/proc/self/fd`),
  open: (path, flags, mode) => fs.openSync(path, flags, mode),
  close: (fd) => fs.closeSync(fd),
  read: (fd, buffer, offset, position) => fs.readSync(fd, buffer, offset, buffer.length - offset, position),
  write: (fd, bytes, offset) => fs.writeSync(fd, bytes, offset, bytes.length - offset, offset),
  append: (fd, bytes) => fs.writeSync(fd, bytes, 0, bytes.length, null),
  facts: (fd) => factsOf(fs.fstatSync(fd, { bigint: true })),
  look(path) {
    try {
      return factsOf(fs.lstatSync(path, { bigint: true }));
    } catch (thrown) {
      if (systemCode(thrown) === 'ENOENT' || systemCode(thrown) === 'ENOTDIR') return null;
      throw thrown;
    }
  },
  checkWritable: (path) => fs.accessSync(path, fs.constants.W_OK),
  changeMode: (fd, mode) => fs.fchmodSync(fd, mode),
  changeOwner: (fd, uid, gid) => fs.fchownSync(fd, uid, gid),
  sync: (fd) => new Promise((resolve, reject) => fs.fsync(fd, (error) => (error === null ? resolve() : reject(error)))),
  list: (path) => fs.readdirSync(path),
  makeFolder: (path, mode) => fs.mkdirSync(path, { mode }),
  rename: (from, to) => fs.renameSync(from, to),
  link: (from, to) => fs.linkSync(from, to),
  remove: (path) => fs.unlinkSync(path),
  removeFolder: (path) => fs.rmdirSync(path),
};

function factsOf(stats: fs.BigIntStats): FileFacts {
  return {
    kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'symlink' : 'other',
    mode: Number(stats.mode & 0o7777n),
    size: Number(stats.size),
    links: Number(stats.nlink),
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    version: [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(':'),
  };
}
