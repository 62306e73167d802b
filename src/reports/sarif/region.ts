import type { Region } from 'sarif';
import { lineStarts, type Position, positionAt, type Range } from '../../core/range.js';

/** Turns ranges of one text, which is without its byte order mark (section 3.30.2), into regions by line and column and by offset. */
export function regionsOf(text: string): (range: Range) => Region {
  const starts = lineStarts(text);
  return ({ start, end }) => {
    const [from, to] = [placeOf(starts, text.length, start), placeOf(starts, text.length, end)];
    return {
      ...{ startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
      ...{ charOffset: start, charLength: end - start },
    };
  };
}

/** After a final newline there is no line: the end of the text is behind that newline on the line that it ends (example 8). */
function placeOf(starts: readonly number[], length: number, offset: number): Position {
  const isBehindAll = offset === length && starts.length > 1 && starts.at(-1) === length;
  return positionAt(isBehindAll ? starts.slice(0, -1) : starts, offset);
}
