import type { JavaScriptFile } from '../javascript-file.js';
import { rootOf, type SyntaxObject } from '../syntax-object.js';
import { type Comparable, comparableTokens } from './comparable.js';

/** One of the two texts that are compared. */
export interface Side {
  readonly text: string;
  readonly tokens: readonly Comparable[];
  readonly root: SyntaxObject;
}

export type Sides = readonly [before: Side, after: Side];

export function sideOf(file: JavaScriptFile): Side {
  return { text: file.text, tokens: comparableTokens(file), root: rootOf(file.ast) };
}
