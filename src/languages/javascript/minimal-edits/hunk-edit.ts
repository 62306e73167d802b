import type { Edit } from '../../../core/edit.js';
import { replaceRange } from '../../../core/edit.js';
import type { Range } from '../../../core/range.js';
import type { Newline } from '../../../core/source-file.js';
import type { Hunk } from './align.js';
import { gapKind } from './gap-kind.js';
import type { Side } from './slide.js';

/** `tokens`: white space beside replaced tokens stays as it was where it is of the same kind; `gaps`: it comes with the new tokens. */
export type Reach = 'tokens' | 'gaps';

/** A token of either side, by its index. */
interface Place {
  readonly old: number;
  readonly new: number;
}

/** The edit that makes of a hunk's old tokens its new ones; null when they are spelt the same. */
export function hunkEdit(hunk: Hunk, before: Side, after: Side, newline: Newline, reach: Reach): Edit | null {
  const isReplacement = hunk.oldStart < hunk.oldEnd && hunk.newStart < hunk.newEnd && reach === 'tokens';
  const ahead = { old: hunk.oldStart - 1, new: hunk.newStart - 1 };
  const last = { old: hunk.oldEnd - 1, new: hunk.newEnd - 1 };
  const behind = { old: hunk.oldEnd, new: hunk.newEnd };
  const keeps = {
    left: isReplacement && keepsGap(before, after, { left: ahead, beyond: ahead }),
    right: isReplacement && keepsGap(before, after, { left: last, beyond: behind }),
  };
  const old = spanOf(before, hunk.oldStart, hunk.oldEnd, keeps);
  const { start, end } = spanOf(after, hunk.newStart, hunk.newEnd, keeps);
  const replacement = after.text.slice(start, end);
  const isString = isReplacement && hunk.oldEnd - hunk.oldStart === 1 && hunk.newEnd - hunk.newStart === 1;
  return trimmedEdit(before.text, old, isString ? requoted(replacement, before.text[old.start] ?? '') : replacement, newline);
}

/**
 * Whether the white space between the tokens at `left` and behind them, of which one is replaced and one (at `beyond`) is not, stays as it was: it does,
 * where the two stand to each other as they did.
 */
function keepsGap(before: Side, after: Side, { left, beyond }: { readonly left: Place; readonly beyond: Place }): boolean {
  const gap = ({ text, tokens }: Side, index: number): string =>
    text.slice(tokens[index]?.token.end ?? 0, tokens[index + 1]?.token.start ?? text.length);
  if (gap(before, left.old) === gap(after, left.new)) return true;
  // Another token stands beyond it where a parenthesis stays that the printer has not written.
  if (before.tokens[beyond.old]?.key !== after.tokens[beyond.new]?.key) return true;
  return gapKind(before, left.old + 1) === gapKind(after, left.new + 1);
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

function spanOf(
  { text, tokens }: Side,
  from: number,
  to: number,
  keeps: { readonly left: boolean; readonly right: boolean },
): Range {
  return {
    start: keeps.left ? (tokens[from]?.token.start ?? 0) : (tokens[from - 1]?.token.end ?? 0),
    end: keeps.right ? (tokens[to - 1]?.token.end ?? 0) : (tokens[to]?.token.start ?? text.length),
  };
}
