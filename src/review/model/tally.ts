import type { Verdict } from '../../core/review/decision.js';
import { type PartialSet, partialSets } from '../../core/review/partial-sets.js';
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
  /** New files that would be made without others of their codemod. */
  readonly partial: readonly PartialSet[];
}

export function verdictOf(decisions: NumberedDecisions, hunk: number): Verdict {
  return decisions.get(hunk)?.verdict ?? 'undecided';
}

export function tally(hunks: readonly number[], decisions: NumberedDecisions): Tally {
  const counts = { accepted: 0, rejected: 0, undecided: 0 };
  for (const hunk of hunks) counts[verdictOf(decisions, hunk)]++;
  return counts;
}

export function outlook(index: ReviewIndex, decisions: NumberedDecisions): Outlook {
  const { hunks } = index;
  const numbers = [...hunks.keys()];
  const files = new Set(
    numbers.filter((number) => verdictOf(decisions, number) === 'accepted').map((number) => hunks[number]?.file),
  );
  return { ...tally(numbers, decisions), files: files.size, partial: partialSets(createdFiles(index, decisions)) };
}

/** A file that is made is one hunk, and the first of its reasons is the codemod that makes it. */
function createdFiles({ files, hunks, reasons }: ReviewIndex, decisions: NumberedDecisions) {
  return files.flatMap(({ kind, first }) => {
    const codemod = reasons[hunks[first]?.reasons[0]?.[0] ?? -1]?.codemod;
    return kind === 'create' && codemod !== undefined ? [{ codemod, stands: verdictOf(decisions, first) === 'accepted' }] : [];
  });
}
