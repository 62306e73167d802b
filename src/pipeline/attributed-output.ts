/** @param path of the file that was being transformed when the line was printed; null where none was. */
export type OnOutput = (line: string, path: string | null) => void;

/** Behind a mark, in the place of a path: the work at hand has ended the process. */
export const ENDED = 'ended';

/** What transforms print is told beside the file that they printed it for: a line of its own says which, in the same stream, so in order. */
export function markOutput(stream: NodeJS.WriteStream, mark: string, pathNow: () => string | null): void {
  const write = stream.write.bind(stream);
  let told: string | null = null;
  const marked = (...args: Parameters<typeof write>): boolean => {
    const path = pathNow();
    if (path !== told) write(`${mark}${JSON.stringify(path)}\n`);
    told = path;
    return write(...args);
  };
  stream.write = marked as typeof stream.write;
}

/** Takes a marked stream apart into lines. One that is not ended is told at the end, or before the next mark. */
export class OutputLines {
  readonly #mark: string;
  readonly #onOutput: OnOutput;
  readonly #onEnd: () => void;
  #path: string | null = null;
  #rest = '';

  /** @param onEnd called where the process has told that the work at hand ended it. */
  constructor(mark: string, onOutput: OnOutput, onEnd: () => void = () => {}) {
    this.#mark = mark;
    this.#onOutput = onOutput;
    this.#onEnd = onEnd;
  }

  take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#tell(line);
  }

  end(): void {
    const rest = this.#rest;
    this.#rest = '';
    this.#tell(rest);
  }

  /** A transform may have left its line open. */
  #tell(line: string): void {
    const at = line.lastIndexOf(this.#mark);
    const printed = at === -1 ? line : line.slice(0, at);
    if (printed.trim() !== '') this.#onOutput(printed.replace(/\r$/, ''), this.#path);
    if (at === -1) return;
    const told = line.slice(at + this.#mark.length);
    if (told === ENDED) this.#onEnd();
    else this.#path = pathIn(told);
  }
}

function pathIn(text: string): string | null {
  try {
    const path: unknown = JSON.parse(text);
    return typeof path === 'string' ? path : null;
  } catch {
    return null;
  }
}
