import { type ForgeStop, stopIn } from './http/forge-stop.js';

/** The same question would get the same answer. */
export function isLasting({ refusal, status }: ForgeStop): boolean {
  return refusal.kind === 'failed' && refusal.code !== 'forge-unavailable' && status !== null && status !== 401;
}

/**
 * For hosts where one name that cannot be set fails the whole request: then each is set alone.
 *
 * @param set answers what could not be set, as sentences.
 * @param unset the beginning of such a sentence: `ada could not be assigned`.
 */
export async function setEach(
  names: readonly string[],
  set: (names: readonly string[]) => Promise<readonly string[]>,
  unset: (name: string) => string,
): Promise<readonly string[]> {
  const [first = '', second] = names;
  try {
    return await set(names);
  } catch (thrown) {
    const stop = stopIn(thrown);
    if (stop === null || !isLasting(stop)) throw thrown;
    if (second === undefined) return [`${unset(first)}: ${stop.words || stop.message}`];
  }
  const sentences: string[] = [];
  for (const name of names) sentences.push(...(await setEach([name], set, unset)));
  return sentences;
}
