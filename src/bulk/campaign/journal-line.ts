import * as v from 'valibot';
import { CodemodError } from '../../core/errors.js';
import type { JournalEntry } from '../model/events.js';
import { JournalEntrySchema } from './journal-schema.js';

/** JSON writes a tab as `\t`, so that none stands in a line: what follows one is no part of an entry. */
const MARK = '\t';
const SEALED = `${MARK}torn`;

/** What a writer puts behind a line that a kill has torn: without it, such a line would look like one that was damaged later. */
export const SEAL = `${SEALED}\n`;

/** Which line of which file. */
export interface LinePlace {
  /** Names the file in messages. */
  readonly label: string;
  /** Counts from 1. */
  readonly line: number;
}

/**
 * What a line that was ended tells; null for one that a kill has torn, which was never acted upon.
 *
 * @throws CodemodError `campaign-invalid` for any other line that is no entry: what it told would be missing from all that is done.
 */
export function readEntry(text: string, place: LinePlace): JournalEntry | null {
  if (text.endsWith(SEALED)) return unendedEntry(text);
  const entry = entryOf(text);
  if (entry === null) throw damaged(place);
  return entry;
}

/** What a line that a writer was killed at tells: it may lack nothing but its end. */
export function unendedEntry(text: string): JournalEntry | null {
  const [entry = ''] = text.split(MARK, 1);
  return entryOf(entry);
}

/** Null for a text that is none. */
export function entryOf(text: string): JournalEntry | null {
  try {
    const parsed = v.safeParse(JournalEntrySchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function damaged({ label, line }: LinePlace): CodemodError {
  const message = [
    `${label}:${line}: this line is damaged, or of a newer codemod, so that nobody knows how the campaign stands.`,
    'Take the file back from a copy.',
    `Where there is none, remove line ${line} and run codemod bulk sync; codemod bulk status shows what is to be done again, and what is at the remotes already is found there.`,
  ];
  return new CodemodError('campaign-invalid', message.join(' '), { path: label });
}
