import type { Plan } from '../plan.js';
import type { Decision, Decisions, Verdict } from './decision.js';
import type { ReviewFile } from './review-hunk.js';

/** What a person says about hunks. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Why they are rejected, or a comment; empty where nothing was said. */
  readonly reason?: string;
  /** For one hunk alone: the diff as a person has changed it. It must have passed `checkEdit`. */
  readonly edited?: string | null;
}

/** How a hunk stands after a judgement. A comment on an undecided hunk stays when the hunk is decided without another word. */
export function judged({ verdict, reason = '', edited = null }: Judgement, before: Decision): Decision {
  const isKept = before.verdict === 'undecided' && verdict !== 'undecided' && reason === '';
  return { verdict, reason: isKept ? before.reason : reason, edited };
}

/** What came of carrying out the accepted hunks. */
export interface Applied {
  /** Null when nothing was accepted, so that no file was changed. */
  readonly run: string | null;
  readonly files: number;
  /** The folder of the records, as it can be typed from the current folder. */
  readonly records: string;
  /** The command that takes it back. */
  readonly takeBack: string;
  /** What was done, in a sentence, where that is not that files were changed. */
  readonly told?: string;
}

/** See {@link ReviewSession.purpose}. */
export type ReviewPurpose = 'apply' | 'approve';

/** How a path of a plan is shown to a person. It has as many parts as the path has. */
export type NameOf = (path: string) => string;

/** A review on its way: what a terminal and a page show, and the only things that they can do. */
export interface ReviewSession {
  /** What becomes of accepted hunks: they are written (default), or approved to be published later. */
  readonly purpose?: ReviewPurpose;
  /** Where paths are not shown as they are. No two paths are shown alike. */
  readonly nameOf?: NameOf;
  readonly plan: Plan;
  readonly planId: string;
  readonly files: readonly ReviewFile[];
  /** As they stand; a hunk that is missing is undecided. */
  decisions(): Decisions;
  /**
   * Writes a decision about hunks down, and about those that belong to them and stand otherwise; it is on the disk when this returns.
   *
   * @returns the hunks that were decided along with them.
   */
  decide(hunks: readonly string[], judgement: Judgement): Promise<readonly string[]>;
  /** Why an edited hunk cannot stand (no diff, another hunk is met, the new text does not parse), or null when it can. */
  checkEdit(hunk: string, edited: string): Promise<string | null>;
  /**
   * Carries out what is accepted, and nothing else.
   *
   * @throws CodemodError `stale-plan`, `dirty-tree`, `lock-held` or the failure of a write.
   */
  apply(): Promise<Applied>;
}
