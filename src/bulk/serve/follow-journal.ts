import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { systemCode } from '../../core/errors.js';
import { CampaignFold } from '../campaign/fold.js';
import { JOURNAL } from '../campaign/journal.js';
import { readEntry } from '../campaign/journal-line.js';
import type { CampaignState } from '../model/campaign-state.js';

const PART = 1024 * 1024;
const NEWLINE = 10;

/** Reads a journal that another process writes: each time no more than what has come since. */
export class JournalFollower {
  readonly #file: string;
  #fold = new CampaignFold();
  #read = 0;
  #lines = 0;

  /** @param folder of the campaign: absolute. */
  constructor(folder: string) {
    this.#file = path.join(folder, JOURNAL);
  }

  /**
   * The state as of the last whole line. One that is on its way counts when it has come.
   *
   * @throws CodemodError `campaign-invalid` with the line that is damaged, each time until the file was mended.
   */
  read(): CampaignState {
    const file = openIfThere(this.#file);
    if (file === null) return this.#fold;
    try {
      const { size } = fstatSync(file);
      if (size < this.#read) this.#forget();
      this.#readOn(file, size);
    } catch (thrown) {
      this.#forget();
      throw thrown;
    } finally {
      closeSync(file);
    }
    return this.#fold;
  }

  #forget(): void {
    [this.#fold, this.#read, this.#lines] = [new CampaignFold(), 0, 0];
  }

  #readOn(file: number, size: number): void {
    let rest = Buffer.alloc(0);
    for (let at = this.#read; at < size; ) {
      const part = Buffer.alloc(Math.min(PART, size - at));
      const count = readSync(file, part, 0, part.length, at);
      if (count === 0) return;
      at += count;
      const bytes = Buffer.concat([rest, part.subarray(0, count)]);
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      for (const text of bytes.toString('utf8', 0, end).split('\n').slice(0, -1)) {
        const entry = readEntry(text, { label: this.#file, line: ++this.#lines });
        if (entry !== null) this.#fold.add(entry);
      }
      this.#read += end;
      rest = bytes.subarray(end);
    }
  }
}

function openIfThere(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}
