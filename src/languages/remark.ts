import { byPosition } from '../core/edit.js';
import { lineStarts, positionAt, type Range } from '../core/range.js';
import { mayHoldSuppression } from '../core/suppression.js';
import { lineEndAt } from './lines.js';

/** A comment that may hold codemods back, and the part of the file that it is about. */
export interface Remark extends Range {
  /** With its marks. */
  readonly text: string;
  /** From the start of a line to the end of one: the comment itself and what it is about. */
  readonly covers: Range;
}

/**
 * The remarks among the comments of a file, by lines. Beside code, a comment is about that line, and about each unit whose
 * first or last line that is; alone on its lines, about the next line with code and the units that begin there.
 *
 * @param comments all of the file, in the order of the text.
 * @param units what belongs together though it has several lines: statements without those inside of them, keys with their values.
 * @param frames what a comment must be put into where it stands, such as the braces of JSX: no code either.
 */
export function remarksByLine(
  text: string,
  comments: readonly Range[],
  units: readonly Range[],
  frames: readonly Range[] = [],
): readonly Remark[] {
  const marked = comments.filter(({ start, end }) => mayHoldSuppression(text.slice(start, end)));
  if (marked.length === 0) return [];
  const lines = new CodeLines(text, [...comments, ...frames].sort(byPosition), units);
  return marked.map(({ start, end }) => ({ start, end, text: text.slice(start, end), covers: lines.about({ start, end }) }));
}

/** The lines of a text, numbered from 0. */
class CodeLines {
  readonly #text: string;
  readonly #starts: readonly number[];
  /** For every line, itself or the next one below that has more than comments; -1 where there is none. */
  readonly #withCode: readonly number[];
  /** The last line of the longest unit that begins on a line, and the first one of the longest that ends there. */
  readonly #lastFrom = new Map<number, number>();
  readonly #firstTo = new Map<number, number>();

  constructor(text: string, blanks: readonly Range[], units: readonly Range[]) {
    this.#text = text;
    this.#starts = lineStarts(text);
    this.#withCode = nextWithCode(blankedOut(text, blanks), this.#starts);
    for (const { start, end } of units) {
      const [first, last] = [this.#lineAt(start), this.#lineAt(Math.max(start, end - 1))];
      this.#lastFrom.set(first, Math.max(last, this.#lastFrom.get(first) ?? last));
      this.#firstTo.set(last, Math.min(first, this.#firstTo.get(last) ?? first));
    }
  }

  about({ start, end }: Range): Range {
    const [first, last] = [this.#lineAt(start), this.#lineAt(end)];
    const next = this.#withCode[first] ?? -1;
    if (next < 0) return this.#linesFrom(first, last);
    if (next > last) return this.#linesFrom(first, this.#lastFrom.get(next) ?? next);
    return this.#linesFrom(this.#firstTo.get(first) ?? first, Math.max(last, this.#lastFrom.get(last) ?? last));
  }

  #lineAt(offset: number): number {
    return positionAt(this.#starts, offset).line - 1;
  }

  #linesFrom(first: number, last: number): Range {
    return { start: this.#starts[first] ?? 0, end: lineEndAt(this.#text, this.#starts[last] ?? 0) };
  }
}

/** @param blanks in the order of the text; one may lie in the one before. */
function blankedOut(text: string, blanks: readonly Range[]): string {
  let code = '';
  let done = 0;
  for (const { start, end } of blanks) {
    if (end <= done) continue;
    code += text.slice(done, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    done = end;
  }
  return code + text.slice(done);
}

function nextWithCode(code: string, starts: readonly number[]): readonly number[] {
  const next: number[] = new Array(starts.length).fill(-1);
  let below = -1;
  for (let line = starts.length - 1; line >= 0; line--) {
    if (/\S/.test(code.slice(starts[line], starts[line + 1]))) below = line;
    next[line] = below;
  }
  return next;
}
