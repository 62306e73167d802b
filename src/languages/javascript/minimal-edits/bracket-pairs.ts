/** A token, and the white space before it. */
export interface Spaced {
  readonly key: string;
  readonly gap: string;
}

/** Brackets that belong together, by the indexes of their tokens. */
export interface Pair {
  readonly open: number;
  readonly close: number;
}

/** Whether a line ends behind the opening bracket, and before the closing one. */
export interface Breaks {
  readonly first: boolean;
  readonly last: boolean;
}

/** Flow has `{| |}`; records and tuples are `#{ }` and `#[ ]`. */
const OPENING = /^o(?:[$#]?\{|\{\||#?\[|\[\||\()$/;
const CLOSING = /^o\|?[)\]}]$/;

/** The brackets of a program, by the keys of its tokens, in the order in which they are closed. */
export function bracketPairs(tokens: readonly { readonly key: string }[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const opened: number[] = [];
  for (const [index, { key }] of tokens.entries()) {
    if (isOpening(key)) opened.push(index);
    if (!CLOSING.test(key)) continue;
    const open = opened.pop();
    if (open !== undefined) pairs.push({ open, close: index });
  }
  return pairs;
}

/** Brackets with nothing in between agree. A comment behind the opening one stands on its line, and the line ends behind the comment. */
export function breaksOf(tokens: readonly Spaced[], { open, close }: Pair): Breaks {
  const last = breaksLine(tokens[close]?.gap ?? '');
  let at = open + 1;
  while (at < close && tokens[at]?.key.startsWith('c') === true && !breaksLine(tokens[at]?.gap ?? '')) at++;
  return { first: breaksLine(tokens[at]?.gap ?? ''), last };
}

/** How many pairs of brackets have a line break on one side alone. */
export function countHalfBroken(tokens: readonly Spaced[]): number {
  return bracketPairs(tokens).filter((pair) => isHalf(breaksOf(tokens, pair))).length;
}

export function isOpening(key: string): boolean {
  return OPENING.test(key);
}

export function isHalf({ first, last }: Breaks): boolean {
  return first !== last;
}

export function breaksLine(gap: string): boolean {
  return /[\r\n\u2028\u2029]/.test(gap);
}
