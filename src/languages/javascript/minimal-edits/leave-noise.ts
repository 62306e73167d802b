import type { Hunk } from './hunk.js';

/** How many candidates are judged before the rest of the reprinting noise is taken as it comes. */
const MOST_TRIALS = 40;

type Groups = readonly (readonly Hunk[])[];

/**
 * Leaves out as many groups as can be left out together, halving where that fails. One that cannot be left out by itself may
 * be when others are: `;` in the place of a `)` is no noise as long as the outer pair stays. So what failed is tried again
 * as long as that helps.
 *
 * @returns the hunks that stay; null when not even all of them will do.
 */
export function leaveNoise(
  hunks: readonly Hunk[],
  groups: Groups,
  isGood: (kept: readonly Hunk[]) => boolean,
): readonly Hunk[] | null {
  let left: ReadonlySet<Hunk> = new Set();
  let best: readonly Hunk[] | null = null;
  let trials = 0;
  const tryAll = (parts: Groups[]): Groups => {
    const failed: (readonly Hunk[])[] = [];
    for (let part = parts.pop(); part !== undefined && trials < MOST_TRIALS; trials++, part = parts.pop()) {
      const candidate = new Set([...left, ...part.flat()]);
      const kept = hunks.filter((hunk) => !candidate.has(hunk));
      const middle = part.length >> 1;
      if (isGood(kept)) [left, best] = [candidate, kept];
      else if (part.length > 1) parts.push(part.slice(middle), part.slice(0, middle));
      else failed.push(...part);
    }
    return failed;
  };
  for (let failed = tryAll([groups]), before = -1; failed.length > 0 && left.size > before && trials < MOST_TRIALS; ) {
    before = left.size;
    failed = tryAll(failed.map((group) => [group]).reverse());
  }
  return best ?? (isGood(hunks) ? hunks : null);
}
