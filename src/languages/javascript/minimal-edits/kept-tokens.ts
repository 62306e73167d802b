import type { Hunk } from './hunk.js';

/** For each new token, by its index, the index of the token of the file that it is; null where it has come. */
export function keptTokens(hunks: readonly Hunk[], count: number): readonly (number | null)[] {
  const kept: (number | null)[] = [];
  let old = 0;
  for (const { oldEnd, newStart, newEnd } of hunks) {
    while (kept.length < newStart) kept.push(old++);
    old = oldEnd;
    while (kept.length < newEnd) kept.push(null);
  }
  while (kept.length < count) kept.push(old++);
  return kept;
}
