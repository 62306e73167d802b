import { bracketPairs } from './bracket-pairs.js';
import type { Comparable } from './comparable.js';

/** For each token, by its index: the opening bracket that it stands in (null: in none), and where it closes one, the one that it closes. */
export interface BracketsAround {
  readonly around: readonly (number | null)[];
  readonly opening: ReadonlyMap<number, number>;
  readonly closing: ReadonlyMap<number, number>;
}

/** A bracket stands in the one around it, be it an opening or a closing one. */
export function bracketsAround(tokens: readonly Comparable[]): BracketsAround {
  const pairs = bracketPairs(tokens);
  const opening = new Map(pairs.map(({ open, close }) => [close, open]));
  const closing = new Map(pairs.map(({ open, close }) => [open, close]));
  const opened: number[] = [];
  const around = tokens.map((_, index) => {
    if (opening.has(index)) opened.pop();
    const outer = opened.at(-1) ?? null;
    if (closing.has(index)) opened.push(index);
    return outer;
  });
  return { around, opening, closing };
}
