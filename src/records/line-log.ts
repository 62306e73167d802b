import type { FileSystem } from '../files/file-system.js';
import type { Folder } from '../files/folder.js';
import { appendEntry, type OpenRecord, readTail, withRecord } from './append.js';
import { readLines } from './read-lines.js';

/** The lines, out of those given, that a record of lines does not hold yet. Each ends with its LF. */
export function missingLines(fs: FileSystem, folder: Folder, name: string, lines: readonly string[]): readonly string[] {
  const missing = new Set(lines);
  if (missing.size > 0) for (const line of readLines(fs, folder, name)) missing.delete(`${line}\n`);
  return [...missing];
}

/**
 * Appends lines, one `write()` each. A last line that a kill has torn is ended first; readers skip it.
 *
 * @param seal what a torn line is ended with: readers that have to tell it from damage give it a mark. It ends with LF.
 */
export async function appendLines(
  fs: FileSystem,
  folder: Folder,
  name: string,
  lines: readonly string[],
  seal = '\n',
): Promise<void> {
  if (lines.length === 0) return;
  await withRecord(fs, folder, name, (record) => {
    const before = isTorn(fs, record) ? seal : '';
    for (const [index, line] of lines.entries()) appendEntry(fs, record, index === 0 ? before + line : line);
  });
}

function isTorn(fs: FileSystem, record: OpenRecord): boolean {
  return record.size > 0 && !readTail(fs, record, () => true).endsWith('\n');
}
