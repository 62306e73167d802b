import type { Verdict } from '../../core/review/decision.js';
import type { NumberedDecisions, ReviewIndex } from './review-index.js';
import { verdictOf } from './tally.js';

/** Numbers of the hunks that are decided together with some, without these. What the filter hides is among them. */
export function companionNumbers({ hunks }: ReviewIndex, numbers: readonly number[]): readonly number[] {
  const sets = new Set(numbers.flatMap((number) => hunks[number]?.set ?? []));
  if (sets.size === 0) return [];
  const own = new Set(numbers);
  return hunks.flatMap(({ set }, number) => (set !== undefined && sets.has(set) && !own.has(number) ? [number] : []));
}

/** Those of them that stand otherwise than a verdict says: they are decided with them. */
export function decidedAlong(
  index: ReviewIndex,
  numbers: readonly number[],
  decisions: NumberedDecisions,
  verdict: Verdict,
): readonly number[] {
  return companionNumbers(index, numbers).filter((number) => verdictOf(decisions, number) !== verdict);
}

/** Where hunks are, to be counted. */
export function placesOf({ files, hunks }: ReviewIndex, numbers: readonly number[]): readonly { readonly path: string }[] {
  return numbers.flatMap((number) => {
    const path = files[hunks[number]?.file ?? -1]?.path;
    return path === undefined ? [] : [{ path }];
  });
}
