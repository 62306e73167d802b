import { NOTHING, type Verdict } from './strength.js';

/** What is known of a function, looked for once. Functions that ask each other are taken as checking nothing. */
export function remembered<N>(
  { verdicts }: { readonly verdicts: Map<string, Verdict<N>> },
  key: string,
  find: () => Verdict<N>,
): Verdict<N> {
  const known = verdicts.get(key);
  if (known !== undefined) return known;
  verdicts.set(key, NOTHING);
  const found = find();
  verdicts.set(key, found);
  return found;
}
