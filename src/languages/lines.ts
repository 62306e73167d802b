/** The offset at which the line of an offset begins. */
export function lineStartAt(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isBreak(text, start - 1)) start--;
  return start;
}

/** The offset at which the line of an offset ends, before its line break. */
export function lineEndAt(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isBreak(text, end)) end++;
  return end;
}

/** The end of the last line that a range has more than a line break of, before its line break. */
export function lastLineEnd(text: string, range: { readonly start: number; readonly end: number }): number {
  let end = range.end;
  while (end > range.start && isBreak(text, end - 1)) end--;
  return lineEndAt(text, end);
}

/** The offset behind the line break that stands at an offset; the offset itself where there is none. */
export function skipBreak(text: string, offset: number): number {
  if (text.startsWith('\r\n', offset)) return offset + 2;
  return offset < text.length && isBreak(text, offset) ? offset + 1 : offset;
}

/** True when the line that begins at an offset is there and blank. In quotes, `>` does not count. */
export function isBlankLine(text: string, start: number, blank: RegExp = /^[ \t]*$/): boolean {
  return start < text.length && blank.test(text.slice(start, lineEndAt(text, start)));
}

/** True when the line before the one that begins at an offset is blank. */
export function isBlankBefore(text: string, start: number, blank?: RegExp): boolean {
  const before = lineBefore(text, start);
  return before !== null && isBlankLine(text, before, blank);
}

/** Where the line before the one that begins at an offset begins, or null. */
export function lineBefore(text: string, start: number): number | null {
  if (start === 0) return null;
  const breakLength = text.startsWith('\r\n', start - 2) ? 2 : 1;
  return lineStartAt(text, start - breakLength);
}

function isBreak(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  return unit === 0x0a || unit === 0x0d;
}
