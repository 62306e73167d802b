import type { JavaScriptFile } from '../javascript-file.js';
import { rootOf, type SyntaxObject } from '../syntax-object.js';
import { type Comparable, comparableTokens } from './comparable.js';

/** One of the two texts that are compared. */
export interface Side {
  readonly text: string;
  readonly tokens: readonly Comparable[];
  readonly root: SyntaxObject;
  /** White space that stands in for that of the text, by the index of the token behind it. */
  readonly gaps?: ReadonlyMap<number, string>;
}

export type Sides = readonly [before: Side, after: Side];

export function sideOf(file: JavaScriptFile): Side {
  return { text: file.text, tokens: comparableTokens(file), root: rootOf(file.ast) };
}

/** The white space before a token; behind the last one, where the index is their number. */
export function gapAt({ text, tokens, gaps }: Side, index: number): string {
  return gaps?.get(index) ?? text.slice(tokens[index - 1]?.token.end ?? 0, tokens[index]?.token.start ?? text.length);
}

/** The whole text, with the white space that stands in. */
export function textOf(side: Side): string {
  const written = side.tokens.map(({ token }, index) => gapAt(side, index) + side.text.slice(token.start, token.end));
  return written.join('') + gapAt(side, side.tokens.length);
}
