const NUMBER = new Intl.NumberFormat('en');

/** `1 file`, `2,000 files`. */
export function count(number: number, noun: string): string {
  return `${NUMBER.format(number)} ${noun}${number === 1 ? '' : 's'}`;
}

export function written(number: number): string {
  return NUMBER.format(number);
}
