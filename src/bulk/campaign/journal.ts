import * as v from 'valibot';
import type { FileSystem } from '../../files/file-system.js';
import type { Folder } from '../../files/folder.js';
import { appendLines } from '../../records/line-log.js';
import { readLines } from '../../records/read-lines.js';
import type { JournalEntry } from '../model/events.js';
import { CampaignFold } from './fold.js';
import { JournalEntrySchema } from './journal-schema.js';

export const JOURNAL = 'journal.jsonl';

/** The state that a journal tells. A line that a kill has torn was never acted upon, and is passed over. */
export function readJournal(fs: FileSystem, folder: Folder): CampaignFold {
  const fold = new CampaignFold();
  for (const line of readLines(fs, folder, JOURNAL)) {
    const entry = entryOf(line);
    if (entry !== null) fold.add(entry);
  }
  return fold;
}

/** Null for a line that is none: torn by a kill, or of another version. */
export function entryOf(line: string): JournalEntry | null {
  try {
    const parsed = v.safeParse(JournalEntrySchema, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Appends to a journal. What comes while others are being written waits, and is written with one call: a sync has its price. */
export class JournalWriter {
  readonly #fs: FileSystem;
  readonly #folder: Folder;
  #waiting: JournalEntry[] = [];
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  constructor(fs: FileSystem, folder: Folder) {
    this.#fs = fs;
    this.#folder = folder;
  }

  /** They are on the disk when this settles. */
  append(entries: readonly JournalEntry[]): Promise<void> {
    this.#waiting.push(...entries);
    this.#next ??= this.#writing.then(() => this.#flush());
    return this.#next;
  }

  #flush(): Promise<void> {
    const lines = this.#waiting.map((entry) => `${JSON.stringify(entry)}\n`);
    this.#waiting = [];
    this.#next = null;
    this.#writing = appendLines(this.#fs, this.#folder, JOURNAL, lines);
    return this.#writing;
  }
}
