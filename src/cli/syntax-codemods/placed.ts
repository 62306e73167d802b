import { lineStarts, type Position, positionAt, type Range } from '../../core/range.js';

/** A node as `codemod tree` and `codemod query` show it. Offsets are UTF-16 code units. */
export interface Placed extends Range {
  readonly from: Position;
  readonly to: Position;
}

/** What a text is a part of: where in the whole it begins. */
interface Part extends Position {
  readonly offset: number;
}

const WHOLE: Part = { offset: 0, line: 1, column: 1 };

/** Tells where ranges of a text begin and end. It is asked where the text is decoded: its lines depend on that. */
export function placesIn(text: string, part: Part = WHOLE): (range: Range) => Placed {
  const starts = lineStarts(text);
  const position = (offset: number): Position => {
    const { line, column } = positionAt(starts, offset);
    return { line: line + part.line - 1, column: line === 1 ? column + part.column - 1 : column };
  };
  return ({ start, end }) => ({
    start: start + part.offset,
    end: end + part.offset,
    from: position(start),
    to: position(end),
  });
}
