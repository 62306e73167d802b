import type { Side } from './slide.js';

/** For each parenthesis, by its index among the tokens, the index of the other one of the pair. */
export function partners({ text, tokens }: Side): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (const [index, { token }] of tokens.entries()) {
    const written = text.slice(token.start, token.end);
    if (written === '(') open.push(index);
    if (written !== ')') continue;
    const opening = open.pop();
    if (opening === undefined) continue;
    found.set(opening, index);
    found.set(index, opening);
  }
  return found;
}
