import { constants } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { FileSystem } from '../files/file-system.js';
import { type Folder, labelIn } from '../files/folder.js';
import { attempt } from '../files/io-error.js';

const CHUNK = 1 << 20;

/** A line of a record, without its LF. */
export interface RecordLine {
  readonly text: string;
  /** False for a last line that has no LF: who was writing it was killed, or is still at it. */
  readonly isEnded: boolean;
}

/** The lines of a record, without their LF, one chunk in memory at a time; none when there is no such record. Invalid UTF-8 is replaced. */
export function* readLines(fs: FileSystem, folder: Folder, name: string): Generator<string> {
  for (const { text } of readRecordLines(fs, folder, name)) yield text;
}

/** As {@link readLines}, with whether each line was ended. */
export function* readRecordLines(fs: FileSystem, folder: Folder, name: string): Generator<RecordLine> {
  if (fs.look(folder.at(name)) === null) return;
  const label = labelIn(folder, name);
  const fd = attempt('read', label, () =>
    fs.open(folder.at(name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK),
  );
  try {
    yield* linesOf(fs, fd, label);
  } finally {
    fs.close(fd);
  }
}

function* linesOf(fs: FileSystem, fd: number, label: string): Generator<RecordLine> {
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.allocUnsafe(CHUNK);
  let rest = '';
  for (let position = 0; ; ) {
    const count = attempt('read', label, () => fs.read(fd, buffer, 0, position));
    if (count === 0) break;
    position += count;
    const lines = (rest + decoder.write(buffer.subarray(0, count))).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield { text, isEnded: true };
  }
  if (rest !== '') yield { text: rest, isEnded: false };
}
