import { lineStarts, type Position, positionAt, type Range } from '../../core/range.js';

/** A node as `codemod tree` and `codemod query` show it. Offsets are UTF-16 code units. */
export interface Placed extends Range {
  readonly from: Position;
  readonly to: Position;
}

/** Tells where ranges of a text begin and end. It is asked where the text is decoded: its lines depend on that. */
export function placesIn(text: string): (range: Range) => Placed {
  const starts = lineStarts(text);
  return ({ start, end }) => ({ start, end, from: positionAt(starts, start), to: positionAt(starts, end) });
}
