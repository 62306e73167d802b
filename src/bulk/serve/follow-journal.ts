import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { systemCode } from '../../core/errors.js';
import { CampaignFold } from '../campaign/fold.js';
import { entryOf, JOURNAL } from '../campaign/journal.js';
import type { CampaignState } from '../model/campaign-state.js';

const PART = 1024 * 1024;
const NEWLINE = 10;

/** Reads a journal that another process writes: each time no more than what has come since. */
export class JournalFollower {
  readonly #file: string;
  #fold = new CampaignFold();
  #read = 0;

  /** @param folder of the campaign: absolute. */
  constructor(folder: string) {
    this.#file = path.join(folder, JOURNAL);
  }

  /** The state as of the last whole line. One that is on its way counts when it has come. */
  read(): CampaignState {
    const file = openIfThere(this.#file);
    if (file === null) return this.#fold;
    try {
      const { size } = fstatSync(file);
      if (size < this.#read) [this.#fold, this.#read] = [new CampaignFold(), 0];
      this.#readOn(file, size);
    } finally {
      closeSync(file);
    }
    return this.#fold;
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
      for (const line of bytes.toString('utf8', 0, end).split('\n')) {
        const entry = entryOf(line);
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
