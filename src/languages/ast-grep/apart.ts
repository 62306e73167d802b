import type { Range } from '../../core/range.js';

/** Those of a list that do not begin inside of an earlier one. */
export function apart<T extends Range>(ordered: readonly T[]): readonly T[] {
  let done = 0;
  return ordered.filter(({ start, end }) => {
    if (start < done) return false;
    done = end;
    return true;
  });
}
