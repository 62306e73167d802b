import type { Verdict } from '../../core/review/decision.js';
import type { NumberedDecisions, ReviewIndex } from './review-index.js';
import { verdictOf } from './tally.js';

/** What is decided at once. `rest`: the hunk and those after it in its file. `shown`: everything that the filter lets through. */
export type Scope = 'hunk' | 'file' | 'rest' | 'group' | 'codemod' | 'shown';

/** The hunks of those shown that belong with one. What the filter hides is never decided. */
export function hunksInScope(
  { hunks, reasons }: ReviewIndex,
  shown: readonly number[],
  hunk: number,
  scope: Scope,
): readonly number[] {
  const own = hunks[hunk];
  if (own === undefined) return [];
  if (scope === 'hunk') return [hunk];
  if (scope === 'file') return shown.filter((number) => hunks[number]?.file === own.file);
  if (scope === 'rest') return shown.filter((number) => number >= hunk && hunks[number]?.file === own.file);
  if (scope === 'group') return shown.filter((number) => hunks[number]?.shape === own.shape);
  if (scope === 'shown') return shown;
  const codemods = new Set(own.reasons.map(([reason]) => reasons[reason]?.codemod));
  return shown.filter((number) => hunks[number]?.reasons.some(([reason]) => codemods.has(reasons[reason]?.codemod)));
}

/**
 * Which of several hunks a verdict is for: those that are undecided, so that a decision about many does not undo one about a
 * single hunk; where none is undecided, all that stand otherwise.
 */
export function hunksToDecide(hunks: readonly number[], decisions: NumberedDecisions, verdict: Verdict): readonly number[] {
  const undecided = hunks.filter((hunk) => verdictOf(decisions, hunk) === 'undecided');
  if (hunks.length > 1 && undecided.length > 0 && verdict !== 'undecided') return undecided;
  return hunks.filter((hunk) => verdictOf(decisions, hunk) !== verdict);
}
