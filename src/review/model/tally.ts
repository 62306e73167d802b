import type { Verdict } from '../../core/review/decision.js';
import type { NumberedDecisions, ReviewIndex } from './review-index.js';

/** How many hunks stand how. */
export interface Tally {
  readonly accepted: number;
  readonly rejected: number;
  readonly undecided: number;
}

/** What applying would do. */
export interface Outlook extends Tally {
  /** Files with at least one accepted hunk. */
  readonly files: number;
}

export function verdictOf(decisions: NumberedDecisions, hunk: number): Verdict {
  return decisions.get(hunk)?.verdict ?? 'undecided';
}

export function tally(hunks: readonly number[], decisions: NumberedDecisions): Tally {
  const counts = { accepted: 0, rejected: 0, undecided: 0 };
  for (const hunk of hunks) counts[verdictOf(decisions, hunk)]++;
  return counts;
}

export function outlook({ hunks }: ReviewIndex, decisions: NumberedDecisions): Outlook {
  const numbers = [...hunks.keys()];
  const files = new Set(
    numbers.filter((number) => verdictOf(decisions, number) === 'accepted').map((number) => hunks[number]?.file),
  );
  return { ...tally(numbers, decisions), files: files.size };
}
