import { type Edit, insertAt, replaceRange } from '../../../core/edit.js';
import { lineEndAt, lineStartAt } from '../../lines.js';
import { readValue } from '../data.js';
import { findValue } from '../find.js';
import type { TomlFile, TomlPath, TomlValue } from '../toml-file.js';
import { pushAt } from './changes.js';
import { cleanValue, spelt } from './set-value.js';
import { verified } from './verified.js';

/** See {@link TomlServices.appendToArray}. */
export function appendToArray(file: TomlFile, path: TomlPath, valueToml: string): readonly Edit[] | null {
  const array = findValue(file, path);
  const value = cleanValue(valueToml);
  const data = readValue(value);
  if (array?.kind !== 'array' || data === null) return null;
  const last = array.elements.at(-1);
  const edits = last === undefined ? intoEmpty(file, array, value) : afterLast(file, array, last, value);
  return verified(file, edits, pushAt(path, data));
}

function afterLast(file: TomlFile, array: TomlValue, last: TomlValue, value: string): readonly Edit[] {
  const { text } = file;
  const comma = commaBehind(file, array, last);
  const isOneLine = lineStartAt(text, last.start) <= array.start;
  if (isOneLine) {
    return [
      comma === null ? insertAt(last.end, `${between(text, array)}${value}`) : insertAt(comma, `${lead(text, array)}${value},`),
    ];
  }
  const start = lineStartAt(text, last.start);
  const [indent = ''] = /^[ \t]*/.exec(text.slice(start)) ?? [];
  const line = (end: string): string => spelt(file, last.end, `\n${indent}${value}${end}`);
  const end = Math.max(commentBehind(file, comma ?? last.end, array.end), comma ?? last.end);
  if (comma !== null) return [insertAt(end, line(','))];
  return end === last.end ? [insertAt(end, `,${line('')}`)] : [insertAt(last.end, ','), insertAt(end, line(''))];
}

/** The offset behind the comma that follows the last element, or null. */
function commaBehind({ text, comments }: TomlFile, array: TomlValue, last: TomlValue): number | null {
  for (let at = last.end; at < array.end; at++) {
    const comment = comments.find(({ start }) => start === at);
    if (comment !== undefined) at = comment.end;
    if (text.charAt(at) === ',') return at + 1;
  }
  return null;
}

/** The end of the comment that follows on the same line, or 0. */
function commentBehind({ text, comments }: TomlFile, offset: number, before: number): number {
  const end = lineEndAt(text, offset);
  return comments.find((comment) => comment.start >= offset && comment.end <= Math.min(end, before))?.end ?? 0;
}

/** What separates the elements of an array on one line. */
function between(text: string, { elements }: TomlValue): string {
  const [previous, last] = [elements.at(-2), elements.at(-1)];
  const written = previous === undefined || last === undefined ? ', ' : text.slice(previous.end, last.start);
  return /^ *, *$/.test(written) ? written : ', ';
}

/** The white space before an element that follows a comma. */
function lead(text: string, array: TomlValue): string {
  return between(text, array).replace(/^ *,/, '');
}

/** Comments may stand in it: the element comes before the line of the bracket. */
function intoEmpty(file: TomlFile, array: TomlValue, value: string): readonly Edit[] {
  const { text } = file;
  const inner = { start: array.start + 1, end: array.end - 1 };
  const content = text.slice(inner.start, inner.end);
  if (!/[\r\n]/.test(content)) return [replaceRange(text, inner, value)];
  const closing = lineStartAt(text, inner.end);
  const [, indent = '    '] = /\n([ \t]*)#/.exec(content) ?? [];
  return [insertAt(closing, spelt(file, inner.start, `${indent}${value},\n`))];
}
