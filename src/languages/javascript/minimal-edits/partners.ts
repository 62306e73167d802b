import { bracketPairs } from './bracket-pairs.js';
import type { Side } from './side.js';

/** For each parenthesis, by its index among the tokens, the index of the other one of the pair. */
export function partners({ tokens }: Side): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { open, close } of bracketPairs(tokens)) {
    if (tokens[open]?.key !== 'o(') continue;
    found.set(open, close);
    found.set(close, open);
  }
  return found;
}
