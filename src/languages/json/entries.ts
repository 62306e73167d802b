import { type Edit, insertAt, replaceRange } from '../../core/edit.js';
import type { Range } from '../../core/range.js';
import type { JsonArray, JsonFile, JsonObject } from './json-file.js';
import { indentAt, isOnLines } from './print.js';

export function entriesOf(node: JsonObject | JsonArray): readonly Range[] {
  return node.kind === 'object' ? node.properties : node.items;
}

/** Puts an entry in before the one with an index; at the end where there is none. */
export function insertEntry(
  file: JsonFile,
  container: JsonObject | JsonArray,
  text: string,
  index: number,
  unit: string,
): readonly Edit[] | null {
  const entries = entriesOf(container);
  const next = entries[index];
  const last = entries.at(-1);
  if (last === undefined) return intoEmpty(file, container, text, unit);
  const between = isOnLines(file, container) ? file.newline + indentAt(file.text, (entries[0] ?? last).start) : ' ';
  if (next !== undefined) return [insertAt(next.start, `${text},${between}`)];
  const comma = commaAfter(file, last.end, container.end);
  const lineEnd = endOfLine(file.text, comma === null ? last.end : comma + 1);
  const behind = isOnLines(file, container) && lineEnd < container.end ? lineEnd : null;
  if (comma !== null) return [insertAt(behind ?? comma + 1, `${between}${text},`)];
  if (behind === null || behind === last.end) return [insertAt(last.end, `,${between}${text}`)];
  return [insertAt(last.end, ','), insertAt(behind, between + text)];
}

/** An empty object or array goes over lines when its file does. */
function intoEmpty(
  file: JsonFile,
  { start, end, kind }: JsonObject | JsonArray,
  text: string,
  unit: string,
): readonly Edit[] | null {
  const inner = { start: start + 1, end: end - 1 };
  if (file.text.slice(inner.start, inner.end).trim() !== '') return null;
  const pad = kind === 'object' ? ' ' : '';
  if (!file.text.trim().includes('\n') && start > 0) return [replaceRange(file.text, inner, pad + text + pad)];
  const indent = indentAt(file.text, start);
  return [replaceRange(file.text, inner, file.newline + indent + unit + text + file.newline + indent)];
}

/**
 * Takes the entry with an index out, with its comma. Null where comments stand between it and a neighbour: they might be
 * its own.
 */
export function removeEntry(file: JsonFile, container: JsonObject | JsonArray, index: number): readonly Edit[] | null {
  const entries = entriesOf(container);
  const entry = entries[index];
  if (entry === undefined) return null;
  const previous = entries[index - 1];
  const next = entries[index + 1];
  const from = previous?.end ?? container.start + 1;
  const to = next?.start ?? container.end - 1;
  if (file.comments.some(({ start }) => start >= from && start < to)) return null;
  if (next !== undefined) return [replaceRange(file.text, { start: entry.start, end: next.start }, '')];
  if (previous !== undefined) return [replaceRange(file.text, { start: previous.end, end: entry.end }, '')];
  return [replaceRange(file.text, { start: from, end: to }, '')];
}

/** The offset of the comma behind an entry, past comments; null where there is none. */
function commaAfter({ text, comments }: JsonFile, from: number, to: number): number | null {
  for (let at = from; at < to; at++) {
    const comment = comments.find(({ start }) => start === at);
    if (comment !== undefined) at = comment.end - 1;
    else if (text[at] === ',') return at;
    else if (!/\s/.test(text[at] ?? '')) return null;
  }
  return null;
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return text[newline - 1] === '\r' && newline > offset ? newline - 1 : newline;
}
