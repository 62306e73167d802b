import { wordsOf } from './event-names.js';

/** Words in the name of a table or a file that is kept to look things up later. */
const RECORD_WORDS = new Set(
  'log logs event events audit audits session sessions history journal activity activities trace traces run runs metrics'.split(
    ' ',
  ),
);

const WRITES_ROW = /^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE)\s+["'`[]?([\w.]+)/i;

/** True for SQL that writes one row into a table that keeps records. */
export function isRecordSql(sql: string): boolean {
  const table = WRITES_ROW.exec(sql)?.[1];
  return table !== undefined && wordsOf(table.replaceAll('.', '_')).some((word) => RECORD_WORDS.has(word));
}

/** True when a text, such as the name of a file, speaks of records. */
export function keepsRecords(text: string): boolean {
  return wordsOf(text.replaceAll(/\W+/g, '_')).some((word) => RECORD_WORDS.has(word) || word === 'jsonl');
}
