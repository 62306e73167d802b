/** A half-open span of a text, in UTF-16 code units: the unit that tree-sitter's Node binding, Babel, TypeScript and `yaml` all speak. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place as a person reads it: both numbers count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** True when the ranges share a unit or meet at a border: two edits that meet have no defined order. */
export function overlapsOrTouches(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** True when `inner` lies wholly inside `outer`. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

const [LF, CR] = [10, 13];

/** The offsets at which the lines of a text begin. CRLF, CR and LF each end a line, as in Python's universal newlines. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LF || (unit === CR && text.charCodeAt(at + 1) !== LF)) starts.push(at + 1);
  }
  return starts;
}

/** The position of an offset, given the result of {@link lineStarts}. */
export function positionAt(starts: readonly number[], offset: number): Position {
  const line = Math.max(0, lastAtMost(starts, offset));
  return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}

/** The index of the last of ascending numbers that is not greater than a limit, by bisection; -1 where all are. */
export function lastAtMost(ascending: readonly number[], limit: number): number {
  let low = -1;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
