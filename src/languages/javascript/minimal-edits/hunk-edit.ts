import type { Edit } from '../../../core/edit.js';
import { replaceRange } from '../../../core/edit.js';
import type { Newline } from '../../../core/source-file.js';
import type { Hunk } from './align.js';
import type { Side } from './slide.js';

/** `tokens`: white space beside replaced tokens stays as it was; `gaps`: it comes with the new tokens. */
export type Reach = 'tokens' | 'gaps';

/** The edit that makes of a hunk's old tokens its new ones; null when they are spelt the same. */
export function hunkEdit(hunk: Hunk, before: Side, after: Side, newline: Newline, reach: Reach): Edit | null {
  const isReplacement = hunk.oldStart < hunk.oldEnd && hunk.newStart < hunk.newEnd;
  const span = isReplacement && reach === 'tokens' ? spanOfTokens : spanBetweenNeighbours;
  const old = span(before, hunk.oldStart, hunk.oldEnd);
  const { start, end } = span(after, hunk.newStart, hunk.newEnd);
  const replacement = after.text.slice(start, end);
  const isString = hunk.oldEnd - hunk.oldStart === 1 && hunk.newEnd - hunk.newStart === 1 && span === spanOfTokens;
  return trimmedEdit(before.text, old, isString ? requoted(replacement, before.text[old.start] ?? '') : replacement, newline);
}

/** A string in the quotes of the one that it replaces, where quotes are all that would be different. */
function requoted(written: string, quote: string): string {
  return /^(['"])[^'"\\]*\1$/.test(written) && /['"]/.test(quote) ? quote + written.slice(1, -1) + quote : written;
}

/** The edit that replaces a range by a new text in the newlines of the file, without what both begin and end with. */
export function trimmedEdit(
  text: string,
  range: { start: number; end: number },
  replacement: string,
  newline: Newline,
): Edit | null {
  const old = units(text.slice(range.start, range.end));
  const fresh = units(replacement);
  const most = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < most && isSameUnit(old[head], fresh[head])) head++;
  let tail = 0;
  while (tail < most - head && isSameUnit(old.at(-1 - tail), fresh.at(-1 - tail))) tail++;
  const inner = fresh.slice(head, fresh.length - tail).map((unit) => (/^[\r\n]/.test(unit) ? newline : unit));
  const start = range.start + old.slice(0, head).join('').length;
  const end = range.end - old.slice(old.length - tail).join('').length;
  const edit = replaceRange(text, { start, end }, inner.join(''));
  return edit.oldText === edit.newText ? null : edit;
}

/** Line ends, words, and other code points: an edit cuts none of them. */
function units(text: string): readonly string[] {
  return text.match(/\r\n|[\p{ID_Continue}$]+|[\s\S]/gu) ?? [];
}

const LINE_END = /^[\r\n\u2028\u2029]/;

function isSameUnit(a: string | undefined, b: string | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && LINE_END.test(a) && LINE_END.test(b));
}

function spanOfTokens({ tokens }: Side, start: number, end: number): { start: number; end: number } {
  return { start: tokens[start]?.token.start ?? 0, end: tokens[end - 1]?.token.end ?? 0 };
}

function spanBetweenNeighbours({ text, tokens }: Side, start: number, end: number): { start: number; end: number } {
  return { start: tokens[start - 1]?.token.end ?? 0, end: tokens[end]?.token.start ?? text.length };
}
