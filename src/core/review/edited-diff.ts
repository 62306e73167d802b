import type { Edit } from '../edit.js';
import { linedText } from './hunk-parts.js';

/** The edits of a diff that a person has changed, or why it is none. */
export type EditedDiff = { readonly edits: readonly Edit[] } | { readonly fault: string };

const HEADER = /^@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@/;

/**
 * Reads a unified diff without file header, as `git apply --recount` does: the numbers of lines in its headers are not
 * looked at, since whoever edits a hunk does not count. Every line that is kept or removed must stand in the text.
 */
export function readEditedDiff(text: string, diff: string): EditedDiff {
  const reader = new DiffReader(text);
  const lines = diff.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) {
    const fault = reader.take(line);
    if (fault !== null) return { fault };
  }
  return reader.end();
}

/** A stretch of lines that are removed and added. */
interface Block {
  readonly first: number;
  removed: number;
  added: string[];
}

class DiffReader {
  readonly #text: string;
  readonly #starts: readonly number[];
  readonly #edits: Edit[] = [];
  /** The line that comes next, counted from 0; null before the first header. */
  #next: number | null = null;
  #block: Block | null = null;
  #last: '-' | '+' | ' ' = ' ';

  constructor(text: string) {
    this.#text = text;
    this.#starts = linedText(text).starts;
  }

  take(line: string): string | null {
    const header = HEADER.exec(line);
    if (header !== null) return this.#open(Number(header[1]));
    if (this.#next === null) return 'it does not begin with a line like @@ -1,3 +1,4 @@';
    if (line.startsWith('\\')) return this.#cutNewline();
    const [mark, content] = line === '' ? [' ', ''] : [line.charAt(0), line.slice(1)];
    if (mark !== ' ' && mark !== '-' && mark !== '+')
      return `a line begins with ${JSON.stringify(mark)}, not with a space, - or +`;
    this.#last = mark;
    if (mark === '+') {
      this.#current(this.#next).added.push(`${content}\n`);
      return null;
    }
    return this.#old(mark, content);
  }

  end(): EditedDiff {
    this.#close();
    if (this.#next === null) return { fault: 'there is no hunk in it' };
    return this.#edits.length === 0 ? { fault: 'it changes nothing' } : { edits: this.#edits };
  }

  #open(line: number): string | null {
    this.#close();
    // An empty side is numbered by the line before it; only an empty file has no line at all.
    const next = Math.max(0, line - 1);
    if (this.#next !== null && next < this.#next) return 'its hunks are not in the order of the file';
    this.#next = next;
    return null;
  }

  #old(mark: ' ' | '-', content: string): string | null {
    const number = this.#next ?? 0;
    if (this.#lineAt(number).replace(/\n$/, '') !== content) return `line ${number + 1} of the file is another one than it says`;
    if (mark === '-') this.#current(number).removed++;
    else this.#close();
    this.#next = number + 1;
    return null;
  }

  /** What `\ No newline at end of file` says of the line before it; of old lines the file knows better. */
  #cutNewline(): null {
    const added = this.#block?.added;
    if (this.#last === '+' && added !== undefined) added.push((added.pop() ?? '').replace(/\n$/, ''));
    return null;
  }

  #current(first: number): Block {
    this.#block ??= { first, removed: 0, added: [] };
    return this.#block;
  }

  #close(): void {
    if (this.#block === null) return;
    const { first, removed, added } = this.#block;
    this.#block = null;
    const start = this.#starts[first] ?? this.#text.length;
    const end = this.#starts[first + removed] ?? this.#text.length;
    const edit = { start, end, oldText: this.#text.slice(start, end), newText: added.join('') };
    if (edit.oldText !== edit.newText) this.#edits.push(edit);
  }

  #lineAt(number: number): string {
    return this.#text.slice(this.#starts[number] ?? this.#text.length, this.#starts[number + 1] ?? this.#text.length);
  }
}
