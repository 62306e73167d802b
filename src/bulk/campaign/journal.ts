import { CodemodError } from '../../core/errors.js';
import type { FileSystem } from '../../files/file-system.js';
import { type Folder, labelIn } from '../../files/folder.js';
import { appendLines } from '../../records/line-log.js';
import { readRecordLines } from '../../records/read-lines.js';
import type { JournalEntry } from '../model/events.js';
import { CampaignFold } from './fold.js';
import { entryOf, readEntry, SEAL, unendedEntry } from './journal-line.js';

export const JOURNAL = 'journal.jsonl';

/**
 * The state that a journal tells. A line that a kill has torn was never acted upon, and is passed over.
 *
 * @throws CodemodError `io-error`, `campaign-invalid` with the line that is damaged.
 */
export function readJournal(fs: FileSystem, folder: Folder): CampaignFold {
  const fold = new CampaignFold();
  const label = labelIn(folder, JOURNAL);
  let line = 0;
  for (const { text, isEnded } of readRecordLines(fs, folder, JOURNAL)) {
    line++;
    const entry = isEnded ? readEntry(text, { label, line }) : unendedEntry(text);
    if (entry !== null) fold.add(entry);
  }
  return fold;
}

/** Appends to a journal. What comes while others are being written waits, and is written with one call: a sync has its price. */
export class JournalWriter {
  readonly #fs: FileSystem;
  readonly #folder: Folder;
  #waiting: string[] = [];
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  constructor(fs: FileSystem, folder: Folder) {
    this.#fs = fs;
    this.#folder = folder;
  }

  /**
   * They are on the disk when this settles.
   *
   * @throws CodemodError `internal` for one that no reader would take: it would make the whole journal unreadable.
   */
  append(entries: readonly JournalEntry[]): Promise<void> {
    const lines = entries.map(lineOf);
    this.#waiting.push(...lines);
    this.#next ??= this.#writing.then(() => this.#flush());
    return this.#next;
  }

  #flush(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = [];
    this.#next = null;
    this.#writing = appendLines(this.#fs, this.#folder, JOURNAL, lines, SEAL);
    return this.#writing;
  }
}

function lineOf(entry: JournalEntry): string {
  const text = JSON.stringify(entry);
  if (entryOf(text) === null) throw new CodemodError('internal', `No journal takes ${text.slice(0, 500)}`);
  return `${text}\n`;
}
