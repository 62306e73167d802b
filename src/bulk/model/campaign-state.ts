import type { Publisher } from '../jobs/job.js';
import type { BranchEnd, KnownTexts, LeftOutPlace, PlannedUnit, PullRequestFacts, RejectedHunk, Stage } from './events.js';
import type { Base, Target } from './target.js';

/** What becomes of a repository. They add up to the repositories selected. */
export const OUTCOMES = [
  'waiting',
  'planned',
  'no-change',
  'skipped',
  'needs-human',
  'pushed',
  'pr-open',
  'merged',
  'closed-by-human',
  'undone',
  'failed',
] as const;
export type RepositoryOutcome = (typeof OUTCOMES)[number];

export interface Cause {
  /** As `codemod explain` knows it. */
  readonly code: string;
  readonly message: string;
  /** True where the same may go well later: the network, a host that is down. */
  readonly transient: boolean;
}

/** A branch, as we have left it. */
export interface PushedBranch {
  readonly branch: string;
  readonly commit: string;
  readonly plan: string;
  /** True: this campaign has made the branch; left out where that is not known. */
  readonly ownsBranch?: boolean;
}

/** One branch and pull request of a repository. */
export interface UnitState {
  readonly shard: string;
  /** What the last plan makes of it; null where it makes nothing of it any more. */
  readonly planned: PlannedUnit | null;
  /** The plan that a person has approved, or null. */
  readonly approved: string | null;
  /** The plan of which a review has rejected all, and the keys of its rejections; null where it has not, or that was taken back. */
  readonly declined: { readonly plan: string; readonly keys: readonly string[] } | null;
  readonly signed: { readonly plan: string; readonly commit: string } | null;
  readonly pushed: PushedBranch | null;
  /** What the codemod would do on top of a person's commits there, and nobody has approved. */
  readonly leftOut: readonly LeftOutPlace[];
  /** The file, relative to the campaign's folder. */
  /** What a person has done with that branch, where it has no pull request; null while it stands. */
  readonly ended: BranchEnd | null;
  readonly patch: string | null;
  readonly pullRequest: PullRequestFacts | null;
  /** Of that pull request; null where nothing is known of what we wrote into it. */
  readonly texts: KnownTexts | null;
  /** What could not be set or told at that pull request, as sentences, each once. */
  readonly notes: readonly string[];
  /**
   * We have closed the pull request, and why; null where we have not. `pushed-again`: undone, and published as a branch since;
   * `planned-again`: withdrawn, and planned by another wish since.
   */
  readonly closed: string | null;
  readonly revert: { readonly number: number; readonly url: string } | null;
  readonly needsHuman: Cause | null;
  readonly cannotUndo: Cause | null;
  /** Commits that this campaign may have pushed to the branch: everything else there is a person's. */
  readonly ours: readonly string[];
}

export interface RepositoryState {
  readonly repo: string;
  readonly target: Target;
  readonly base: Base | null;
  /** By which wish the plan that it has was made, see `wishOf`; null where it has none, or that is not known. */
  readonly wish: string | null;
  readonly outcome: RepositoryOutcome;
  /** Why it is skipped, failed or needs a human; null for the others. */
  readonly cause: (Cause & { readonly stage: Stage | null }) | null;
  /** What went wrong in asking or tidying up at the remote since; it takes nothing away from the outcome. Null where nothing did. */
  readonly trouble: (Cause & { readonly stage: Stage }) | null;
  readonly left: Readonly<Record<string, number>>;
  /** The plan that tells where something is left in a repository without a change; null for the others. */
  readonly leftPlan: string | null;
  /** What reviews of the campaign have decided against, and when: UTC, ISO 8601. */
  readonly rejected: readonly (RejectedHunk & { readonly at: string })[];
  /** In the order of their shards. */
  readonly units: readonly UnitState[];
  /** A job whose end is not known. */
  readonly intent: { readonly stage: Stage; readonly job: string; readonly attempt: number } | null;
  /** Jobs of the stage at hand that failed for a reason that may pass, in a row. */
  readonly attempts: number;
  /** When it was last heard of: UTC, ISO 8601; empty where never. */
  readonly at: string;
}

export interface CampaignState {
  /** By the key of the repository, in the order of the manifest. */
  readonly repositories: ReadonlyMap<string, RepositoryState>;
  /**
   * By which wish a repository was looked at last, see `wishOf`, also where that came to no plan; nothing of those that were not, or of
   * which that is not known.
   */
  readonly wishes: ReadonlyMap<string, string>;
  /** How changes were published last; null where nothing was. */
  readonly publisher: Publisher | null;
  /** Up to when the journal knows what reviews have decided: UTC, ISO 8601; empty: there was none. */
  readonly reviewed: string;
  readonly stopped: { readonly wave: number; readonly reason: string } | null;
  /** The verb that has begun and not ended: it is running, or was cut off. */
  readonly unfinished: BegunVerb | null;
}

/** A verb, and how it was called. */
export interface BegunVerb {
  readonly verb: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** UTC, ISO 8601. */
  readonly at: string;
}

export type OutcomeCounts = Readonly<Record<RepositoryOutcome | 'selected', number>>;
