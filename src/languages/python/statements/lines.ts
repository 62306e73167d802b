import { lineStarts, positionAt } from '../../../core/range.js';
import type { Newline, SourceFile } from '../../../core/source-file.js';

/** The lines of a text, as Python counts them: CR, LF and CRLF each end one. Offsets are UTF-16 code units. */
export class Lines {
  readonly #text: string;
  readonly #fallback: Newline;
  readonly #starts: readonly number[];

  constructor(file: Pick<SourceFile, 'text' | 'newline'>) {
    this.#text = file.text;
    this.#fallback = file.newline;
    this.#starts = lineStarts(file.text);
  }

  /** Where the line of an offset begins. */
  startOf(offset: number): number {
    return this.#starts[this.#indexOf(offset)] ?? 0;
  }

  /** Where the line of an offset ends, before its line break. */
  endOf(offset: number): number {
    const next = this.nextStart(offset);
    return next === null ? this.#text.length : next - this.#breakBefore(next).length;
  }

  /** Where the next line begins, or null on the last one. After a final line break there is one more, empty line. */
  nextStart(offset: number): number | null {
    return this.#starts[this.#indexOf(offset) + 1] ?? null;
  }

  /** Where the line before begins, or null on the first one. */
  previousStart(offset: number): number | null {
    return this.#starts[this.#indexOf(offset) - 1] ?? null;
  }

  /** The line break that ends the line of an offset; on the last line that of the line before. */
  newlineAt(offset: number): Newline {
    const index = this.#indexOf(offset);
    const next = this.#starts[index + 1] ?? (index > 0 ? this.#starts[index] : undefined);
    return next === undefined ? this.#fallback : this.#breakBefore(next);
  }

  /** The text of the line of an offset, without its line break. */
  textOf(offset: number): string {
    return this.#text.slice(this.startOf(offset), this.endOf(offset));
  }

  /** Where each line begins that has a part in `start..end`, the first one included. */
  *startsIn(start: number, end: number): Generator<number> {
    for (let index = this.#indexOf(start); index < this.#starts.length; index++) {
      const lineStart = this.#starts[index] ?? 0;
      if (lineStart > end) return;
      yield lineStart;
    }
  }

  #indexOf(offset: number): number {
    return positionAt(this.#starts, offset).line - 1;
  }

  #breakBefore(lineStart: number): Newline {
    if (this.#text[lineStart - 1] === '\r') return '\r';
    return this.#text[lineStart - 2] === '\r' ? '\r\n' : '\n';
  }
}
