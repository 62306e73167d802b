import type { Finding, Fix } from './fix.js';
import type { Skip } from './source-file.js';

export type OutcomeKind = 'changed' | 'unchanged' | 'findings' | 'skipped' | 'failed';

/** Which of several truths about a file is counted: the first that holds. */
export const PRECEDENCE: readonly OutcomeKind[] = ['failed', 'changed', 'findings', 'skipped', 'unchanged'];

/** Why a fix was not applied: its applicability, another fix in its place, an import that cannot be placed, a person, a comment. */
export const WITHHELD_BECAUSE = ['unsafe', 'manual', 'overlap', 'import', 'rejected', 'suppressed'] as const;
export type WithheldBecause = (typeof WITHHELD_BECAUSE)[number];

/** A finding, in positions of the file as the run leaves it. */
export interface LocatedFinding extends Finding {
  readonly codemod: string;
  /** Counts from 1, as a person reads it. */
  readonly line: number;
  readonly column: number;
  /** The same place in the file as it was before the run. */
  readonly lineBefore: number;
}

/** A fix that was found and not applied. It counts as a finding, but for {@link isFinding}. */
export interface WithheldFix {
  readonly codemod: string;
  readonly because: WithheldBecause;
  readonly fix: Fix;
  /** Of one that comments hold back together with what lies outside of the lines that they are about: which comments, as a sentence. */
  readonly beyond?: string;
  /** Of one that is not made since it belongs with the change of another file: the path of that one, which its caveat names. */
  readonly belongsWith?: string;
  readonly line: number;
  readonly column: number;
  readonly lineBefore: number;
}

/**
 * What is not done because somebody has said so: in a comment of the file (`codemod: ignore[name] reason`), or in a review. It is
 * told, and counts as no finding: nobody is to be asked again.
 */
export interface HeldBack {
  readonly withheld: readonly WithheldFix[];
  readonly findings: readonly LocatedFinding[];
}

export const NOTHING_HELD_BACK: HeldBack = { withheld: [], findings: [] };

/** A failure that belongs to one file. */
export interface FileFailure {
  readonly code: string;
  readonly message: string;
  readonly codemod?: string;
  readonly line?: number;
}

/** What became of one file. */
export interface FileOutcome {
  readonly path: string;
  readonly kind: OutcomeKind;
  readonly findings: readonly LocatedFinding[];
  readonly withheld: readonly WithheldFix[];
  readonly heldBack: HeldBack;
  readonly skip: Skip | null;
  readonly failure: FileFailure | null;
  /** SHA-256 of the bytes that the positions belong to; empty when the file was never read. */
  readonly sha256: string;
}

export type Counts = Readonly<Record<OutcomeKind | 'discovered', number>>;

export function outcomeKind(facts: {
  readonly failure: FileFailure | null;
  readonly changed: boolean;
  readonly findings: number;
  readonly skip: Skip | null;
}): OutcomeKind {
  if (facts.failure !== null) return 'failed';
  if (facts.changed) return 'changed';
  if (facts.findings > 0) return 'findings';
  return facts.skip === null ? 'unchanged' : 'skipped';
}

/** Counts outcomes; `unchanged` files that were never worth an outcome of their own come as a number. */
export function countOutcomes(outcomes: Iterable<Pick<FileOutcome, 'kind'>>, otherUnchanged: number): Counts {
  const counts = { discovered: otherUnchanged, changed: 0, unchanged: otherUnchanged, findings: 0, skipped: 0, failed: 0 };
  for (const { kind } of outcomes) {
    counts[kind]++;
    counts.discovered++;
  }
  return counts;
}
