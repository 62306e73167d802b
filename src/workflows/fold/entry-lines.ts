import type { Range } from '../../core/range.js';
import { endOfLines, startOfLines } from '../../languages/yaml/edits/extent.js';
import { columnOf, isFirstOnLine, lineEnd } from '../../languages/yaml/edits/lines.js';
import type { YamlFile, YamlMap } from '../../languages/yaml/yaml-file.js';

/** The lines of one pair in block style. */
export interface EntryLines extends Range {
  /** Comments above the key, in the key's column. */
  readonly lead: readonly string[];
  /** The line of the key. */
  readonly key: string;
  /** The lines below it, as deep as they stand below the key. */
  readonly body: readonly string[];
}

/** The lines of a pair without its own indentation; null where it does not stand on lines of its own. */
export function entryLines(file: YamlFile, map: YamlMap, index: number): EntryLines | null {
  const pair = map.pairs[index];
  if (pair === undefined || map.style !== 'block' || !isFirstOnLine(file.text, pair.start)) return null;
  const start = startOfLines(file, map, index);
  const end = endOfLines(file, pair);
  const column = columnOf(file.text, pair.start);
  const below = Math.min(lineEnd(file.text, pair.start), end);
  const lead = linesOf(file.text.slice(start, pair.start - column), column);
  const body = linesOf(file.text.slice(below, end).replace(/^\r?\n/, ''), column);
  return { start, end, lead, key: file.text.slice(pair.start, below), body };
}

function linesOf(text: string, column: number): readonly string[] {
  const own = text.replace(/\r?\n$/, '');
  return own === '' ? [] : own.split(/\r?\n/).map((line) => outdented(line, column));
}

/** A line without as much of its white space as a column has: a comment may have less. */
export function outdented(line: string, column: number): string {
  return line.slice(Math.min(column, line.search(/[^ ]|$/)));
}
