import type { ReviewIndex } from './review-index.js';

/** Hunks that do the same with other names, numbers and strings. */
export interface Group {
  readonly shape: number;
  /** Numbers, in order. */
  readonly hunks: readonly number[];
  readonly files: number;
}

/** A group of so few is an outlier: it may be the one place where an edit that is right everywhere else is wrong. */
export const OUTLIER = 2;

/** The groups of the hunks given, largest first; of equal ones, the one that comes first. */
export function groupHunks({ hunks }: ReviewIndex, shown: readonly number[]): readonly Group[] {
  const groups = new Map<number, number[]>();
  for (const number of shown) {
    const shape = hunks[number]?.shape ?? -1;
    const group = groups.get(shape);
    if (group === undefined) groups.set(shape, [number]);
    else group.push(number);
  }
  return [...groups]
    .map(([shape, members]) => ({ shape, hunks: members, files: new Set(members.map((number) => hunks[number]?.file)).size }))
    .sort((a, b) => b.hunks.length - a.hunks.length || (a.hunks[0] ?? 0) - (b.hunks[0] ?? 0));
}
