import type { JSX } from 'preact';
import type { DiffLine } from '../../core/review/word-diff.js';
import { Escaped, HiddenMark } from './visible-text.js';
import { written } from './words.js';

/** Characters. What is longer is cut until somebody asks for it. */
export const LONG_LINE = 2_000;

interface Options {
  /** Leaves the CR out that every line of the hunk has. */
  readonly hidesCr: boolean;
  readonly showsAll: boolean;
}

const SAID: Readonly<Record<DiffLine['mark'], string>> = { ' ': '', '-': 'removed: ', '+': 'added: ', '\\': '' };
const KIND: Readonly<Record<DiffLine['mark'], string>> = { ' ': '', '-': ' del', '+': ' add', '\\': ' remark' };

export function lineClass(line: DiffLine | null): string {
  return line === null ? ' none' : KIND[line.mark];
}

/** The text of a line, its changed words marked, cut where it is too long. */
export function LineText({ line, hidesCr, showsAll }: { readonly line: DiffLine } & Options): JSX.Element {
  const { mark, changed } = line;
  const whole = hidesCr && line.text.endsWith('\r') ? line.text.slice(0, -1) : line.text;
  const text = showsAll ? whole : whole.slice(0, LONG_LINE);
  const pieces: JSX.Element[] = [];
  let done = 0;
  for (const { start, end } of changed) {
    pieces.push(
      <Escaped text={text.slice(done, start)} />,
      <mark>
        <Escaped text={text.slice(start, end)} />
      </mark>,
    );
    done = end;
  }
  return (
    <span class="text">
      {SAID[mark] !== '' && <span class="sr">{SAID[mark]}</span>}
      {pieces}
      <Escaped text={text.slice(done)} />
      <HiddenMark text={text} />
      {text.length < whole.length && <em class="cut"> … {written(whole.length - text.length)} characters more</em>}
    </span>
  );
}
