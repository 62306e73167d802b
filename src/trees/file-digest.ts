import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import {
  CHANGING,
  IS_DIRECTORY,
  isUnchanged,
  MOST_TRIES,
  NOT_A_FILE,
  READ_FLAGS,
  type Unread,
  unopened,
  unread,
} from './file-reader.js';

/** What is known of a file's bytes after all of them were read and none were kept but the first. */
export interface FileDigest {
  readonly kind: 'digest';
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the bytes, in lower case hexadecimal. */
  readonly sha256: string;
  /** May the file's owner run it? */
  readonly isExecutable: boolean;
  /** The first bytes, {@link HEAD} at most. */
  readonly head: Buffer;
}

/** Bytes: as many as git looks at to tell binary files from text. */
export const HEAD = 8000;
const CHUNK = 1 << 20;
const OWNER_MAY_RUN = 0o100n;
const buffer = Buffer.allocUnsafeSlow(CHUNK);

/**
 * Reads a file of any size in chunks, as it stood at one moment: nothing of it changed between the looks before and after.
 *
 * @param file an absolute path; a link is not followed.
 */
export function digestFile(file: string): FileDigest | Unread {
  let descriptor: number;
  try {
    descriptor = openSync(file, READ_FLAGS);
  } catch (error) {
    return unopened(error);
  }
  try {
    return digestStable(descriptor);
  } catch (error) {
    return unread(error);
  } finally {
    closeSync(descriptor);
  }
}

function digestStable(descriptor: number): FileDigest | Unread {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const before = fstatSync(descriptor, { bigint: true });
    if (before.isDirectory()) return IS_DIRECTORY;
    if (!before.isFile()) return NOT_A_FILE;
    const { size, sha256, head } = digestBytes(descriptor, before.size);
    const after = fstatSync(descriptor, { bigint: true });
    if (BigInt(size) === before.size && isUnchanged(before, after)) {
      return { kind: 'digest', size, sha256, head, isExecutable: (after.mode & OWNER_MAY_RUN) !== 0n };
    }
  }
  return CHANGING;
}

/** A file that is longer than it was when it was looked at is not read to an end that may never come. */
function digestBytes(descriptor: number, expected: bigint): Pick<FileDigest, 'size' | 'sha256' | 'head'> {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let size = 0;
  for (;;) {
    const count = readSync(descriptor, buffer, 0, CHUNK, size);
    if (count === 0 || size > expected) return { size, sha256: hash.digest('hex'), head };
    if (size === 0) head = Buffer.from(buffer.subarray(0, Math.min(count, HEAD)));
    hash.update(buffer.subarray(0, count));
    size += count;
  }
}
