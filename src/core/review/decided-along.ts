import { countOf } from '../count-of.js';
import { type Decisions, UNDECIDED, type Verdict } from './decision.js';
import type { ReviewFile, ReviewHunk } from './review-hunk.js';

/** Hunks that belong to some others, and stand otherwise than those are about to: they are decided with them. */
export function decidedAlong(
  files: readonly ReviewFile[],
  hunks: readonly string[],
  verdict: Verdict,
  decisions: Decisions,
): readonly string[] {
  const named = new Set(hunks);
  const own = files.flatMap((file) => file.hunks.filter(({ id }) => named.has(id)));
  return companionsOf(files, own)
    .filter(({ id }) => (decisions.get(id) ?? UNDECIDED).verdict !== verdict)
    .map(({ id }) => id);
}

/** The hunks, in whatever files, that are decided together with some, without these. */
export function companionsOf(files: readonly ReviewFile[], hunks: readonly ReviewHunk[]): readonly ReviewHunk[] {
  const sets = new Set(hunks.flatMap(({ set }) => set ?? []));
  if (sets.size === 0) return [];
  const own = new Set(hunks.map(({ id }) => id));
  return files.flatMap((file) => file.hunks.filter(({ id, set }) => set !== undefined && sets.has(set) && !own.has(id)));
}

/** `Also rejected: 3 hunks in 2 files that belong to it.` */
export function alongText(along: readonly Pick<ReviewHunk, 'path'>[], verdict: Verdict): string {
  const words: Readonly<Record<Verdict, string>> = { accepted: 'accepted', rejected: 'rejected', undecided: 'undecided again' };
  return `Also ${words[verdict]}: ${inFiles(along)} that ${along.length === 1 ? 'belongs' : 'belong'} to it.`;
}

/** `Decided together with 3 hunks in 2 files.` */
export function companionsText(companions: readonly Pick<ReviewHunk, 'path'>[]): string {
  return `Decided together with ${inFiles(companions)}.`;
}

function inFiles(hunks: readonly Pick<ReviewHunk, 'path'>[]): string {
  return `${countOf(hunks.length, 'hunk')} in ${countOf(new Set(hunks.map(({ path }) => path)).size, 'file')}`;
}
