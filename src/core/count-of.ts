/** A number with its noun, as a person reads it: `1 file`, `20,000 files`. For nouns that take an s. */
export function countOf(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
