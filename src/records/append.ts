import { constants } from 'node:fs';
import { CodemodError } from '../core/errors.js';
import type { FileSystem } from '../files/file-system.js';
import { type Folder, labelIn } from '../files/folder.js';
import { attempt, attemptAsync } from '../files/io-error.js';
import { syncFolder } from '../files/write-new.js';

/** A record that is open for appending. */
export interface OpenRecord {
  readonly fd: number;
  /** Bytes, when it was opened. */
  readonly size: number;
  readonly label: string;
}

const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Opens a record, made when it is not there, for as long as `use` takes; what was appended is on the disk afterwards.
 * A symlink, or anything else than a regular file, is refused.
 *
 * @throws CodemodError `io-error`.
 */
export async function withRecord(fs: FileSystem, folder: Folder, name: string, use: (record: OpenRecord) => void): Promise<void> {
  const label = labelIn(folder, name);
  await attemptAsync('append to', label, async () => {
    const isNew = fs.look(folder.at(name)) === null;
    const fd = fs.open(folder.at(name), APPEND, 0o644);
    try {
      const { kind, size } = fs.facts(fd);
      if (kind !== 'file')
        throw new CodemodError('io-error', `Cannot append to ${label}: it is not a regular file.`, { path: label });
      use({ fd, size, label });
      await fs.sync(fd);
    } finally {
      fs.close(fd);
    }
    if (isNew) await syncFolder(fs, folder);
  });
}

/**
 * Refuses a record that could not be appended to, while there is still time to.
 *
 * @throws CodemodError `io-error`.
 */
export function checkRecord(fs: FileSystem, folder: Folder, name: string): void {
  const label = labelIn(folder, name);
  attempt('append to', label, () => {
    const found = fs.look(folder.at(name));
    if (found === null) return;
    if (found.kind !== 'file')
      throw new CodemodError('io-error', `Cannot append to ${label}: it is not a regular file.`, { path: label });
    fs.checkWritable(folder.at(name));
  });
}

/**
 * Appends one entry by one `write()`: with O_APPEND the system puts it at the end whole, whoever else appends. An entry
 * of which only a part was taken, or that does not stand there afterwards, is an error: the next run seals it and tries again.
 */
export function appendEntry(fs: FileSystem, record: OpenRecord, entry: string): void {
  const bytes = Buffer.from(entry, 'utf8');
  const { size } = fs.facts(record.fd);
  const count = fs.append(record.fd, bytes);
  const added = readAt(fs, record.fd, size, fs.facts(record.fd).size - size);
  if (count === bytes.length && added.includes(bytes)) return;
  const what = count === bytes.length ? 'other bytes arrived' : `only ${count} of ${bytes.length} bytes were taken`;
  throw new CodemodError('io-error', `Cannot append to ${record.label}: ${what}.`, { path: record.label });
}

/** The last bytes of a record: as many as `enough` asks for by saying no. Each byte is one character of the result. */
export function readTail(fs: FileSystem, record: OpenRecord, enough: (tail: string) => boolean): string {
  for (let length = Math.min(record.size, 0x10000); ; length = Math.min(record.size, length * 4)) {
    const tail = readAt(fs, record.fd, record.size - length, length).toString('latin1');
    if (length === record.size || enough(tail)) return tail;
  }
}

function readAt(fs: FileSystem, fd: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  let count = 0;
  while (count < length) {
    const more = fs.read(fd, buffer, count, position + count);
    if (more === 0) break;
    count += more;
  }
  return buffer.subarray(0, count);
}
