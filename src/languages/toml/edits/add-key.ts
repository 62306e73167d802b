import { type Edit, insertAt } from '../../../core/edit.js';
import { newlineNear } from '../../../core/source-file.js';
import { isBlankBefore, lineEndAt, lineStartAt } from '../../lines.js';
import { readValue } from '../data.js';
import { allTables, findTable, findValue, startsWith } from '../find.js';
import type { TomlFile, TomlPair, TomlPath, TomlValue } from '../toml-file.js';
import { setAt } from './changes.js';
import { cleanValue, spelt } from './set-value.js';
import { startOfComments } from './table-end.js';
import { verified } from './verified.js';
import { writeKey } from './write-key.js';

/** See {@link TomlServices.addKey}. */
export function addKey(file: TomlFile, path: TomlPath, key: string, valueToml: string): readonly Edit[] | null {
  const given = cleanValue(valueToml);
  const data = readValue(given);
  const edit = data === null ? null : editFor(file, path, writeKey(key), given);
  if (data === null || edit === null) return null;
  const whole = [...path, key];
  return verified(file, [edit], (all) => !isThere(file, whole) && setAt(whole, data)(all));
}

/** A value that is there would be overwritten; a table of that name is found by the parser. */
function isThere(file: TomlFile, path: TomlPath): boolean {
  return findValue(file, path) !== null || allTables(file).some((table) => table.path.length > 0 && startsWith(table.path, path));
}

function editFor(file: TomlFile, path: TomlPath, key: string, value: string): Edit | null {
  const table = findTable(file, path);
  const inline = findValue(file, path);
  const dotted = lastDotted(file, path);
  if (inline !== null) return inline.kind === 'inline-table' ? intoInline(file, inline, key, value) : null;
  if (dotted !== null) return afterPair(file, dotted.pair, dotted.pairs, `${dotted.prefix}.${key}`, value);
  if (table === null) return null;
  const last = table.pairs.at(-1);
  if (last !== undefined) return afterPair(file, last, table.pairs, key, value);
  return table.header === null ? atTop(file, key, value) : underHeader(file, table.header.end, key, value);
}

function afterPair(file: TomlFile, last: TomlPair, pairs: readonly TomlPair[], key: string, value: string): Edit {
  const { text } = file;
  const offset = lineEndAt(text, last.end);
  const indent = text.slice(lineStartAt(text, last.start), last.start);
  const written = spelt(file, offset, `\n${indent}${key}${separator(text, pairs, key)}${value}`);
  return insertAt(offset, written);
}

/** What stands between key and value: as after the last key; where all signs stand in one column, in that column. */
function separator(text: string, pairs: readonly TomlPair[], key: string): string {
  const last = pairs.at(-1);
  const between = last === undefined ? ' = ' : text.slice(last.key.end, last.value.start);
  const [before = '', after = ''] = between.split('=');
  const columns = pairs.map((pair) => pair.key.end - pair.key.start + text.slice(pair.key.end, pair.value.start).indexOf('='));
  const lengths = new Set(pairs.map((pair) => pair.key.end - pair.key.start));
  const [column = 0] = columns;
  const isAligned = lengths.size > 1 && columns.every((one) => one === column);
  return `${isAligned ? ' '.repeat(Math.max(1, column - key.length)) : before}=${after}`;
}

function underHeader(file: TomlFile, headerEnd: number, key: string, value: string): Edit {
  const offset = lineEndAt(file.text, headerEnd);
  return insertAt(offset, spelt(file, offset, `\n${key} = ${value}`));
}

/** Before the first table and the comments right above it, or at the end of a file without tables. */
function atTop(file: TomlFile, key: string, value: string): Edit {
  const { text, tables } = file;
  const first = tables[0];
  const line = spelt(file, 0, `${key} = ${value}`);
  if (first === undefined) {
    const newline = newlineNear(file, text.length);
    const isOpen = lineStartAt(text, text.length) < text.length;
    return insertAt(text.length, `${isOpen ? newline : ''}${line}${isOpen ? '' : newline}`);
  }
  const offset = startOfComments(file, first.start);
  const newline = newlineNear(file, offset);
  const isApart = offset === 0 || isBlankBefore(text, offset);
  return insertAt(offset, `${isApart ? '' : newline}${line}${newline}${newline}`);
}

function intoInline(file: TomlFile, inline: TomlValue, key: string, value: string): Edit | null {
  const last = inline.pairs.at(-1);
  if (value.includes('\n')) return null;
  if (last === undefined) return { ...inlineRange(file, inline), newText: `{ ${key} = ${value} }` };
  const between = file.text.slice(last.key.end, last.value.start);
  return insertAt(last.end, `, ${key}${between}${value}`);
}

function inlineRange({ text }: TomlFile, { start, end }: TomlValue): { start: number; end: number; oldText: string } {
  return { start, end, oldText: text.slice(start, end) };
}

interface Dotted {
  readonly pair: TomlPair;
  /** The pairs beside it that begin in the same way. */
  readonly pairs: readonly TomlPair[];
  /** The beginning as it is written there. */
  readonly prefix: string;
}

/** The last pair whose dotted key makes the table at a path. */
function lastDotted(file: TomlFile, path: TomlPath): Dotted | null {
  for (const table of allTables(file)) {
    const rest = startsWith(path, table.path) ? path.slice(table.path.length) : [];
    const pairs = rest.length === 0 ? [] : table.pairs.filter(({ keys }) => keys.length > rest.length && startsWith(keys, rest));
    const pair = pairs.at(-1);
    if (pair !== undefined) return { pair, pairs, prefix: rest.map((part) => writeKey(String(part))).join('.') };
  }
  return null;
}
