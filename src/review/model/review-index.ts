import type { Change } from '../../core/change.js';
import type { Hunk } from '../../core/diff.js';
import type { Applicability } from '../../core/fix.js';
import type { Left } from '../../core/left.js';
import type { Decision, Verdict } from '../../core/review/decision.js';
import type { ReviewFile, ReviewHunk } from '../../core/review/review-hunk.js';
import type { NameOf, ReviewPurpose, ReviewSession } from '../../core/review/session.js';
import { type LeftNote, leftNotes } from './left-notes.js';

/** Why hunks are there; those with the same words share one. */
export interface SharedReason {
  readonly codemod: string;
  readonly version: string;
  readonly text: string;
  readonly applicability: Applicability;
  readonly caveat: string;
}

export interface IndexedFile {
  readonly path: string;
  readonly to: string | null;
  /** Both as they are shown; missing where that is as they are. */
  readonly shown?: Pick<IndexedFile, 'path' | 'to'>;
  readonly kind: Change['kind'];
  readonly stale: string | null;
  /** Its hunks are `count` in a row, beginning with number `first`. */
  readonly first: number;
  readonly count: number;
}

/** All of a hunk but its lines. */
export interface IndexedHunk {
  readonly id: string;
  /** Number of its file. */
  readonly file: number;
  /** Number of its shape, counted as they come. */
  readonly shape: number;
  /** Number of the set of hunks that are decided together; absent where it is decided by itself. */
  readonly set?: number;
  readonly applicability: Applicability;
  /** Numbers of its reasons, each with the line of the file as it is. */
  readonly reasons: readonly (readonly [reason: number, line: number])[];
  readonly added: number;
  readonly removed: number;
  /** How many lines are shown, headers of parts included. */
  readonly lines: number;
}

/**
 * What a page must know of a review at once, to list, filter and count; the lines of hunks come when they are looked at. Files, hunks,
 * reasons and shapes are known by their numbers.
 */
export interface ReviewIndex {
  readonly planId: string;
  /** What was asked for: the name of a codemod or recipe. */
  readonly title: string;
  readonly purpose: ReviewPurpose;
  readonly reasons: readonly SharedReason[];
  readonly files: readonly IndexedFile[];
  readonly hunks: readonly IndexedHunk[];
  /** What the plan leaves to a person. */
  readonly left: readonly LeftNote[];
}

/** The lines of a hunk. */
export type HunkBody = readonly Hunk[];

/** How one hunk stands. */
export interface DecisionEntry {
  readonly hunk: number;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly edited: string | null;
}

/** By the number of the hunk; one that is missing is undecided. */
export type NumberedDecisions = ReadonlyMap<number, Decision>;

export function indexReview(
  planId: string,
  title: string,
  files: readonly ReviewFile[],
  left: readonly Left[],
  { purpose = 'apply', nameOf = (path) => path }: Pick<ReviewSession, 'purpose' | 'nameOf'> = {},
): ReviewIndex {
  const reasons = new Numbering<SharedReason>();
  const [shapes, sets] = [new Numbering<string>(), new Numbering<string>()];
  const hunks = files.flatMap(({ hunks }, file) =>
    hunks.map(({ set, ...hunk }) => ({
      ...indexHunk(hunk, file, reasons, shapes),
      ...(set === undefined ? {} : { set: sets.numberOf(set, set) }),
    })),
  );
  let first = 0;
  const indexed = files.map(({ path, to, kind, stale, hunks }) => {
    const entry = { path, to, ...shownNames(path, to, nameOf), kind, stale, first, count: hunks.length };
    first += hunks.length;
    return entry;
  });
  return { planId, title, purpose, reasons: reasons.values, files: indexed, hunks, left: leftNotes(left, nameOf) };
}

/** What of a file is shown, and looked for. */
export function shownFile(file: IndexedFile): Pick<IndexedFile, 'path' | 'to'> {
  return file.shown ?? file;
}

function shownNames(path: string, to: string | null, nameOf: NameOf): Pick<IndexedFile, 'shown'> {
  const shown = { path: nameOf(path), to: to === null ? null : nameOf(to) };
  return shown.path === path && shown.to === to ? {} : { shown };
}

function indexHunk(
  hunk: Omit<ReviewHunk, 'set'>,
  file: number,
  reasons: Numbering<SharedReason>,
  shapes: Numbering<string>,
): IndexedHunk {
  const lines = hunk.parts.flatMap((part) => part.lines);
  return {
    id: hunk.id,
    file,
    shape: shapes.numberOf(hunk.shape, hunk.shape),
    applicability: hunk.applicability,
    reasons: hunk.reasons.map(({ line, ...reason }) => [reasons.numberOf(JSON.stringify(Object.values(reason)), reason), line]),
    added: lines.filter((line) => line.startsWith('+')).length,
    removed: lines.filter((line) => line.startsWith('-')).length,
    lines: lines.length + Math.max(0, hunk.parts.length - 1),
  };
}

/** Gives equal things one number. */
class Numbering<T> {
  readonly values: T[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(key: string, value: T): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}
