import type { Verdict } from '../../core/review/decision.js';
import type { Applied } from '../../core/review/session.js';
import type { DecisionEntry, HunkBody, ReviewIndex } from './review-index.js';

/** The header in which the page shows that it was opened by who started the review. */
export const TOKEN_HEADER = 'x-codemod-token';

/** How many hunks are asked for at once. */
export const PAGE_SIZE = 64;

/** Decisions as they stand. The version grows with each of them. */
export interface Standing {
  readonly version: number;
  /** All of them, or those made since the version that was asked for. */
  readonly decisions: readonly DecisionEntry[];
}

/** `GET /api/review`: all that is needed to show the first hunks. */
export interface Opening extends Standing {
  readonly index: ReviewIndex;
  /** The lines of the first `PAGE_SIZE` hunks. */
  readonly bodies: readonly HunkBody[];
}

/** `POST /api/decide`, answered by a `Standing`. */
export interface DecideRequest {
  readonly plan: string;
  /** Ids. */
  readonly hunks: readonly string[];
  readonly verdict: Verdict;
  readonly reason: string;
  /** See `Judgement.edited`; only about one hunk. */
  readonly edited: string | null;
  /** The version that the sender has seen; later decisions of others come with the answer. */
  readonly since: number;
}

/** `POST /api/apply`, answered by `Applied`. */
export interface ApplyRequest {
  readonly plan: string;
  /** The version of the decisions that were confirmed. Others are not carried out. */
  readonly version: number;
}

/** What every refusal and failure answers. */
export interface Failure {
  /** For programs. */
  readonly problem: string;
  readonly message: string;
  /** What to do about it; empty where nothing is known. */
  readonly next: string;
}

export type { Applied };
