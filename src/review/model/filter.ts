import type { Applicability } from '../../core/fix.js';
import type { Verdict } from '../../core/review/decision.js';
import { type IndexedHunk, type NumberedDecisions, type ReviewIndex, shownFile } from './review-index.js';

/** Which hunks are shown. Null and the empty text ask for nothing. */
export interface Criteria {
  readonly codemod: string | null;
  readonly applicability: Applicability | null;
  readonly verdict: Verdict | null;
  /** Part of a path, in whatever case. */
  readonly path: string;
  /** Number of a shape. */
  readonly shape: number | null;
  /** Part of a hunk's lines, reasons or path, in whatever case. */
  readonly text: string;
}

export const EVERYTHING: Criteria = { codemod: null, applicability: null, verdict: null, path: '', shape: null, text: '' };

/**
 * The numbers of the hunks that meet the criteria, in order.
 *
 * @param found the hunks that hold the text that is looked for; null when none is.
 */
export function filterHunks(
  index: ReviewIndex,
  decisions: NumberedDecisions,
  criteria: Criteria,
  found: ReadonlySet<number> | null,
): readonly number[] {
  const files = filesWith(index, criteria.path);
  const reasons = reasonsOf(index, criteria.codemod);
  const { applicability, verdict, shape } = criteria;
  const isShown = (hunk: IndexedHunk, number: number): boolean =>
    (applicability === null || hunk.applicability === applicability) &&
    (shape === null || hunk.shape === shape) &&
    (verdict === null || (decisions.get(number)?.verdict ?? 'undecided') === verdict) &&
    (files === null || files.has(hunk.file)) &&
    (reasons === null || hunk.reasons.some(([reason]) => reasons.has(reason))) &&
    (found === null || found.has(number));
  return index.hunks.flatMap((hunk, number) => (isShown(hunk, number) ? [number] : []));
}

function filesWith({ files }: ReviewIndex, part: string): ReadonlySet<number> | null {
  const wanted = part.trim().toLowerCase();
  if (wanted === '') return null;
  const isMeant = ({ path, to }: ReturnType<typeof shownFile>): boolean => `${path}\n${to ?? ''}`.toLowerCase().includes(wanted);
  return new Set(files.flatMap((file, number) => (isMeant(shownFile(file)) ? [number] : [])));
}

function reasonsOf({ reasons }: ReviewIndex, codemod: string | null): ReadonlySet<number> | null {
  if (codemod === null) return null;
  return new Set(reasons.flatMap((reason, number) => (reason.codemod === codemod ? [number] : [])));
}
