import { isUtf8 } from 'node:buffer';
import { CodemodError } from '../../core/errors.js';
import { nameForPeople } from '../git-listing.js';
import { bareOutput, checkObjectId } from './bare-git.js';

/** What a commit says of one path. */
export interface TreeFile {
  /** For one that is not UTF-8 a text for people. */
  readonly path: string;
  readonly kind: 'file' | 'link' | 'repository' | 'unnamed';
  /** 0o644 or 0o755; of no meaning for what is no file. */
  readonly mode: number;
  readonly oid: string;
}

/** A listing of this size takes ten seconds and half a GiB of memory: no repository of people has it. */
const LARGEST_LISTING = 512 << 20;
const NUL = 0;

/**
 * Every file of a commit, in git's order. It reads trees alone, never a blob.
 *
 * @throws CodemodError `git-failed`, `git-timeout`, `too-many-files`.
 */
export async function listTree(folder: string, commit: string, mostFiles: number): Promise<readonly TreeFile[]> {
  const operands = [checkObjectId(commit)];
  const flags = ['-r', '-z', '--full-tree'];
  const output = await bareOutput(folder, { command: 'ls-tree', flags, operands, largestOutput: LARGEST_LISTING });
  const files: TreeFile[] = [];
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(NUL, start);
    files.push(toFile(output.subarray(start, end)));
    if (files.length > mostFiles) throw tooMany(mostFiles);
    start = end + 1;
  }
  return files;
}

/** @param record "mode type id TAB path". */
function toFile(record: Buffer): TreeFile {
  const tab = record.indexOf(0x09);
  const [mode = '', , oid = ''] = record.toString('latin1', 0, tab).split(' ');
  const name = record.subarray(tab + 1);
  const permissions = Number.parseInt(mode, 8) & 0o111 ? 0o755 : 0o644;
  if (mode === '160000') return { path: nameForPeople(name), kind: 'repository', mode: permissions, oid };
  if (!isUtf8(name)) return { path: nameForPeople(name), kind: 'unnamed', mode: permissions, oid };
  return { path: name.toString(), kind: mode === '120000' ? 'link' : 'file', mode: permissions, oid };
}

function tooMany(most: number): CodemodError {
  const message = `The repository has more than ${most} files. Raise limits.files of the campaign, or leave it out.`;
  return new CodemodError('too-many-files', message);
}
