/** A number with its noun, as a person reads it: `1 file`, `20,000 files`. For nouns that take an s. */
export function countOf(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

/** `1 repository`, `2,000 repositories`. */
export function repositories(number: number): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? 'repository' : 'repositories'}`;
}
