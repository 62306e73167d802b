import type { Base, Target } from './target.js';

/** How much a plan of a unit changes and leaves: enough to list, group and count by, without the plan. */
export interface PlanFacts {
  /** Of the plan in the store, see `planId`. */
  readonly plan: string;
  /** The deterministic commit, unsigned. */
  readonly commit: string;
  readonly tree: string;
  readonly files: number;
  readonly added: number;
  readonly removed: number;
  readonly fixes: number;
  /** The shapes of its hunks, sorted, each once; see `shapeOfFixes`. */
  readonly shapes: readonly string[];
  /** What it leaves to a person: code to count. */
  readonly left: Readonly<Record<string, number>>;
}

/** One part of a repository that gets a branch of its own; `shard` is empty where the repository is one part. */
export interface PlannedUnit extends PlanFacts {
  readonly shard: string;
}

/** The state of a pull request, as its host tells it. */
export interface PullRequestFacts {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'merged' | 'closed';
  readonly checks: 'none' | 'pending' | 'passed' | 'failed';
  readonly draft: boolean;
  /** The commit that merging made, where the host tells it. */
  readonly mergeCommit: string | null;
}

/** What we last wrote into a pull request, as the host gave it back: a hash, see `textHash`; null where that is not known. */
export interface KnownTexts {
  readonly title: string | null;
  readonly body: string | null;
}

/** Hunks and files of one path that were not published. */
export interface LeftOutPlace {
  /** Null for all paths that are not named. */
  readonly path: string | null;
  readonly count: number;
}

/** How a branch ended that no pull request tells of. */
export type BranchEnd = 'merged' | 'deleted';

/** What happened to one repository. A job answers with these, the coordinator journals them, and the state is their fold. */
export type RepositoryEvent =
  | { readonly event: 'planned'; readonly base: Base; readonly units: readonly PlannedUnit[] }
  | {
      readonly event: 'no-change';
      readonly base: Base;
      readonly left: Readonly<Record<string, number>>;
      /** Of the plan in the store that tells where; only where something is left. */
      readonly plan?: string;
    }
  | { readonly event: 'skipped'; readonly code: string; readonly message: string }
  | {
      readonly event: 'failed';
      readonly stage: Stage;
      readonly code: string;
      readonly message: string;
      readonly transient: boolean;
    }
  /** A person has done something that is not ours to undo: `branch-changed`, `pull-request-changed`, `base-moved` ... */
  | { readonly event: 'needs-human'; readonly shard: string; readonly code: string; readonly message: string }
  /** The signed commit of a unit, and the object itself in the store: it is used again, never signed twice. */
  | { readonly event: 'signed'; readonly shard: string; readonly plan: string; readonly commit: string }
  | {
      readonly event: 'pushed';
      readonly shard: string;
      readonly plan: string;
      readonly branch: string;
      readonly commit: string;
      /** False: the branch may have been there before we pushed to it. Journals of before do not tell. */
      readonly ownsBranch?: boolean;
      /** What the codemod would do on top of a person's commits, and nobody has approved. Only where there is something. */
      readonly leftOut?: readonly LeftOutPlace[];
    }
  | { readonly event: 'patched'; readonly shard: string; readonly plan: string; readonly file: string }
  | {
      readonly event: 'pull-request';
      readonly shard: string;
      readonly pullRequest: PullRequestFacts;
      /** Only where we were about to write it. */
      readonly texts?: KnownTexts;
      /** What could not be set or told there, as sentences: a label, a reviewer. Only where something could not. */
      readonly notes?: readonly string[];
    }
  /** We have closed it, and why: `empty`, `undo`, `close`. */
  | { readonly event: 'closed'; readonly shard: string; readonly number: number; readonly because: string }
  | { readonly event: 'branch-deleted'; readonly shard: string; readonly branch: string }
  /** What a person has done with a branch that has no pull request. */
  | { readonly event: 'branch-ended'; readonly shard: string; readonly branch: string; readonly how: BranchEnd }
  | { readonly event: 'revert-opened'; readonly shard: string; readonly number: number; readonly url: string }
  /** Nothing of the unit is left at the remote. */
  | { readonly event: 'undone'; readonly shard: string }
  | { readonly event: 'cannot-undo'; readonly shard: string; readonly code: string; readonly message: string };

/** What jobs there are. */
export const STAGES = ['plan', 'sign', 'publish', 'sync', 'merge', 'close', 'undo'] as const;
export type Stage = (typeof STAGES)[number];

/** A hunk that a review of the campaign has decided against. */
export interface RejectedHunk {
  /** The id of the hunk, codemod and path; empty in a journal that was written before they were told. */
  readonly hunk: string;
  readonly codemod: string;
  readonly path: string;
  readonly reason: string;
  /** Of its fixes or its file, see `Rejection`. */
  readonly keys: readonly string[];
}

/** What happened to the campaign, beside its repositories. */
export type CampaignEvent =
  /** `wish`: what the campaign asked for then, see `wishOf`; journals of before do not tell it. */
  | {
      readonly event: 'began';
      readonly verb: string;
      readonly options: Readonly<Record<string, unknown>>;
      readonly wish?: string;
    }
  | { readonly event: 'ended'; readonly verb: string }
  /** A repository is selected, or is no longer. */
  | { readonly event: 'selected'; readonly repo: string; readonly target: Target }
  | { readonly event: 'dropped'; readonly repo: string }
  /** A person approves a unit's plan; what is published is this plan and no other. */
  | { readonly event: 'approved'; readonly repo: string; readonly shard: string; readonly plan: string }
  | { readonly event: 'unapproved'; readonly repo: string; readonly shard: string }
  /** A review has narrowed a unit's plan to what was accepted. */
  | { readonly event: 'narrowed'; readonly repo: string; readonly unit: PlannedUnit }
  /** A review has decided against fixes and files: their keys, see `Rejection`. Later plans of the repository are made without them. */
  | ({ readonly event: 'rejected'; readonly repo: string } & RejectedHunk)
  /** A review has decided against all that a unit's plan does: nothing of it is to be approved. `keys`: of the fixes and files of it. */
  | {
      readonly event: 'declined';
      readonly repo: string;
      readonly shard: string;
      readonly plan: string;
      readonly keys: readonly string[];
    }
  /** A person has taken rejections back: the next plan may have them again. */
  | { readonly event: 'reconsidered'; readonly repo: string; readonly keys: readonly string[] }
  /** What reviews have decided up to then (UTC, ISO 8601) stands in the journal, also of those that were left before their end. */
  | { readonly event: 'reviewed'; readonly until: string }
  /** A job may have an effect from now on. On resume it is looked up at the remote before anything is done. */
  | { readonly event: 'intent'; readonly repo: string; readonly stage: Stage; readonly job: string; readonly attempt: number }
  /** The job has ended; what it did stands before this line. */
  | { readonly event: 'settled'; readonly repo: string; readonly job: string }
  /** A job at the remote has gone well after one that had not: the trouble is over. */
  | { readonly event: 'answered'; readonly repo: string }
  /** The campaign has stopped by itself, and why. */
  | { readonly event: 'stopped'; readonly wave: number; readonly reason: string };

/** A line of `journal.jsonl`. */
export type JournalEntry = { readonly at: string } & (CampaignEvent | (RepositoryEvent & { readonly repo: string }));
