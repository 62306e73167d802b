import type { FileSystem } from '../files/file-system.js';
import type { Folder } from '../files/folder.js';
import { appendEntry, type OpenRecord, readTail, withRecord } from './append.js';
import { endOfEntry, START_MARK } from './change-log-entry.js';
import { lastMark, sealOf } from './change-log-seal.js';
import { readLines } from './read-lines.js';

export const CHANGE_LOG = 'change_log.md';

export const CHANGE_LOG_HEADER = `# Change log

Every run of codex-codemod that changed files adds its entries here: one for each file and codemod. Nothing in this file is
ever rewritten. The bytes as they were before the last runs are kept in \`.codex/runs/\`.

${START_MARK}
`;

/** A finished entry and the key by which it is known: `<run>/<number>`. */
export interface LogEntry {
  readonly key: string;
  readonly text: string;
}

/**
 * Appends entries, one `write()` each. The caller holds the repository's lock: a torn end is sealed first, and what two
 * runs would see as torn may be the other one's entry on its way.
 */
export async function appendChangeLog(fs: FileSystem, folder: Folder, entries: readonly LogEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await withRecord(fs, folder, CHANGE_LOG, (record) => {
    const opening = record.size === 0 ? CHANGE_LOG_HEADER : sealOf(tailOf(fs, record));
    if (opening !== '') appendEntry(fs, record, opening);
    for (const entry of entries) appendEntry(fs, record, entry.text);
  });
}

/** The entries, out of those given, that do not stand whole in the log yet. */
export function missingLogEntries(fs: FileSystem, folder: Folder, entries: readonly LogEntry[]): readonly LogEntry[] {
  const missing = new Map(entries.map((entry) => [endOfEntry(entry.key), entry]));
  for (const line of readLines(fs, folder, CHANGE_LOG)) missing.delete(line);
  return [...missing.values()];
}

function tailOf(fs: FileSystem, record: OpenRecord): string {
  return readTail(fs, record, (tail) => lastMark(tail) !== null);
}
