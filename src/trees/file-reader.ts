import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { messageOf, systemCode } from '../core/errors.js';
import type { ReadResult, Sieve } from './tree.js';

/** Neither follow a link nor wait for the other end of a pipe, nor make a terminal ours. */
export const READ_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
export const MOST_TRIES = 3;
/** Bytes of the buffer that is kept, at most. A larger file is worth one of its own. */
const LARGEST_KEPT = 4 << 20;
const PERMISSIONS = 0o7777n;

/** Why there is no content. */
export type Unread = Exclude<ReadResult, { kind: 'content' | 'left' }>;

/**
 * Reads files into one buffer that it keeps. A file that the sieve leaves costs three system calls: open, read, close.
 * Calls are synchronous: for small files in the page cache that is several times faster than a thread pool.
 */
export class FileReader {
  #buffer: Buffer = Buffer.alloc(0);

  /** @param file an absolute path. */
  read(file: string, maxSize: number, sieve?: Sieve): ReadResult {
    let descriptor: number;
    try {
      descriptor = openSync(file, READ_FLAGS);
    } catch (error) {
      return unopened(error);
    }
    try {
      return sieve === undefined ? readStable(descriptor, maxSize) : this.#readSieved(descriptor, maxSize, sieve);
    } catch (error) {
      return unread(error);
    } finally {
      closeSync(descriptor);
    }
  }

  #readSieved(descriptor: number, maxSize: number, sieve: Sieve): ReadResult {
    const kept = Math.min(maxSize, LARGEST_KEPT);
    if (this.#buffer.length !== kept + 1) this.#buffer = Buffer.allocUnsafeSlow(kept + 1);
    const length = readSync(descriptor, this.#buffer, 0, this.#buffer.length, null);
    // Nothing or too much may also be a pipe or a device: only then is it worth asking.
    if (length === 0 && !fstatSync(descriptor).isFile()) return NOT_A_FILE;
    if (length > kept) {
      const whole = readStable(descriptor, maxSize);
      return whole.kind === 'content' ? sift(whole, sieve(whole.bytes)) : whole;
    }
    const sifted = sift(null, sieve(this.#buffer.subarray(0, length)));
    return sifted ?? readStable(descriptor, maxSize);
  }
}

/** What the sieve's verdict makes of a file; `taken` where it is wanted. */
function sift<T extends ReadResult | null>(taken: T, verdict: ReturnType<Sieve>): ReadResult | T {
  if (verdict === 'take') return taken;
  return verdict === 'leave' ? { kind: 'left' } : { kind: 'skip', skip: verdict };
}

/** The whole file as it stood at one moment: nothing of it changed between the looks before and after. */
function readStable(descriptor: number, maxSize: number): ReadResult {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const before = fstatSync(descriptor, { bigint: true });
    if (before.isDirectory()) return IS_DIRECTORY;
    if (!before.isFile()) return NOT_A_FILE;
    if (before.size > maxSize) return skip('too-large', `it is larger than ${maxSize} bytes`);
    const bytes = readWhole(descriptor, Number(before.size));
    const after = fstatSync(descriptor, { bigint: true });
    if (bytes !== null && isUnchanged(before, after)) {
      return { kind: 'content', bytes, mode: Number(after.mode & PERMISSIONS) };
    }
  }
  return CHANGING;
}

/** Exactly `size` bytes from the start; null when there are fewer or more. */
function readWhole(descriptor: number, size: number): Buffer | null {
  // One more than expected, to see a file that grew.
  const buffer = Buffer.allocUnsafeSlow(size + 1);
  let length = 0;
  while (length <= size) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, length);
    if (count === 0) break;
    length += count;
  }
  return length === size ? buffer.subarray(0, size) : null;
}

export function isUnchanged(before: BigIntStats, after: BigIntStats): boolean {
  return before.size === after.size && before.mtimeNs === after.mtimeNs && before.ctimeNs === after.ctimeNs;
}

export const NOT_A_FILE = skip('not-a-file', 'it is no regular file');
export const IS_DIRECTORY: Unread = {
  kind: 'failure',
  code: 'file-is-directory',
  message: 'it is a directory where a file was',
};

export const CHANGING: Unread = {
  kind: 'failure',
  code: 'file-changing',
  message: `it changed while it was read, ${MOST_TRIES} times in a row`,
};

function skip(code: string, message: string): Unread {
  return { kind: 'skip', skip: { code, message } };
}

export function unopened(error: unknown): Unread {
  const code = systemCode(error);
  // FreeBSD and macOS have other words for a link that is not followed.
  if (code === 'ELOOP' || code === 'EMLINK') return skip('symlink', 'it is a symbolic link, which is not followed');
  if (code === 'ENXIO' || code === 'ENODEV' || code === 'EOPNOTSUPP') return NOT_A_FILE;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'gone' };
  if (code === 'EACCES' || code === 'EPERM') {
    return { kind: 'failure', code: 'file-unreadable', message: `it may not be read (${code})` };
  }
  return { kind: 'failure', code: 'file-unreadable', message: messageOf(error) };
}

export function unread(error: unknown): Unread {
  const code = systemCode(error);
  if (code === 'EISDIR') return IS_DIRECTORY;
  if (code === 'EAGAIN') return NOT_A_FILE;
  return { kind: 'failure', code: 'file-unreadable', message: messageOf(error) };
}
