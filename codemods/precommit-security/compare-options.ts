import { type Given, type OptionSpec, readOptions } from './options.js';

/** What arguments lack of the wanted ones. */
export interface Lack {
  /** Words to add, in their order. */
  readonly missing: readonly string[];
  /** Options that are there with another value: as they are wanted. */
  readonly different: readonly string[];
}

export function compareOptions(wanted: readonly string[], given: readonly string[], specs: readonly OptionSpec[]): Lack {
  const have = joinCounts(readOptions(given, specs));
  const missing: string[] = [];
  const different: string[] = [];
  for (const option of joinCounts(readOptions(wanted, specs))) {
    const same = have.filter(({ name }) => name === option.name);
    const adds = option.takes === 'values' || option.takes === 'word';
    if (same.length === 0 || (adds && same.every(({ value }) => value !== option.value))) missing.push(...option.words);
    else if (!adds && same.at(-1)?.value !== option.value) different.push(option.words.join(' '));
  }
  return { missing, different };
}

export function isComplete({ missing, different }: Lack): boolean {
  return missing.length === 0 && different.length === 0;
}

/** `-l -ll` is `-lll`. */
function joinCounts(given: readonly Given[]): readonly Given[] {
  const joined: Given[] = [];
  for (const option of given) {
    const index =
      option.takes === 'count' ? joined.findIndex(({ name, takes }) => takes === 'count' && name === option.name) : -1;
    const before = joined[index];
    if (before === undefined) joined.push(option);
    else {
      const value = String(Number(before.value) + Number(option.value));
      joined[index] = { ...before, value, words: [...before.words, ...option.words] };
    }
  }
  return joined;
}
