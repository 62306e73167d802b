import { type Edit, replaceRange } from '../../../core/edit.js';
import type { Range } from '../../../core/range.js';
import type { Newline } from '../../../core/source-file.js';

/** The edit that replaces a range by a new text in the newlines of the file, without what both begin and end with; null when that is all of both. */
export function trimmedEdit(text: string, range: Range, replacement: string, newline: Newline): Edit | null {
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
