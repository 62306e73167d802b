import { isDeclined, outcomeOfUnit } from '../campaign/outcome-of.js';
import type { RepositoryOutcome, RepositoryState, UnitState } from '../model/campaign-state.js';
import type { PullRequestFacts, Stage } from '../model/events.js';
import { LEFT_OUT } from './left-places.js';
import { hasNewPlan } from './to-do.js';

/** A pull request as it is listed. */
export type RowPullRequest = Pick<PullRequestFacts, 'number' | 'url' | 'state' | 'checks' | 'draft'> & {
  readonly shard: string;
  /** What could not be set there: a label, a reviewer. */
  readonly notes: readonly string[];
};

/** One of the parts that a repository is offered in, each on a branch of its own. */
export interface RowPart {
  /** Empty where the repository is one part. */
  readonly shard: string;
  readonly outcome: RepositoryOutcome;
  /** A review has rejected all of it. */
  readonly rejected: boolean;
  /** Where it is out; else null. */
  readonly branch: string | null;
}

/** One repository of a campaign in one line: for tables, the page, `--json` and `export`. Its texts are as hosts and people wrote them. */
export interface RepositoryRow {
  readonly repo: string;
  readonly outcome: RepositoryOutcome;
  readonly wave: number;
  readonly groups: readonly string[];
  /** What it was planned on; null before. */
  readonly base: { readonly branch: string; readonly commit: string } | null;
  /** Why it is skipped, failed, or needs a person; with a stage beside another outcome: what went wrong at the remote since. */
  readonly cause: {
    readonly code: string;
    readonly message: string;
    readonly stage: Stage | null;
    readonly transient: boolean;
  } | null;
  /** Of all its units, but those of which a review has rejected all. */
  readonly files: number;
  readonly added: number;
  readonly removed: number;
  readonly fixes: number;
  /** What is left to a person: code to count. */
  readonly left: Readonly<Record<string, number>>;
  readonly approved: 'none' | 'part' | 'all';
  /** Out, and planned anew since: the new plan is not approved. */
  readonly newPlan: boolean;
  /** In the order of their names. Empty for a repository without a plan, and nothing of it out. */
  readonly parts: readonly RowPart[];
  readonly branches: readonly string[];
  readonly patches: readonly string[];
  readonly pullRequests: readonly RowPullRequest[];
  /** Of changes that were merged and are taken back. */
  readonly reverts: readonly string[];
  /** What an undo could not take back. */
  readonly cannotUndo: readonly { readonly code: string; readonly message: string }[];
  /** When it was last heard of: UTC, ISO 8601; empty where never. */
  readonly at: string;
}

export function repositoryRow(repository: RepositoryState): RepositoryRow {
  const { repo, outcome, target, base, units, left, at } = repository;
  const meant = units.filter((unit) => !isDeclined(unit));
  const sum = (of: 'files' | 'added' | 'removed' | 'fixes'): number =>
    meant.reduce((total, { planned }) => total + (planned?.[of] ?? 0), 0);
  return {
    ...{ repo, outcome, wave: target.wave, groups: target.groups, base, left: withLeftOut(left, units), at },
    cause: causeOf(repository),
    ...{ files: sum('files'), added: sum('added'), removed: sum('removed'), fixes: sum('fixes') },
    approved: approvalOf(meant),
    newPlan: hasNewPlan(repository),
    parts: units.map((unit) => ({
      ...{ shard: unit.shard, outcome: outcomeOfUnit(unit) },
      ...{ rejected: isDeclined(unit), branch: unit.pushed?.branch ?? null },
    })),
    branches: units.flatMap(({ pushed }) => (pushed === null ? [] : [pushed.branch])),
    patches: units.flatMap(({ patch }) => patch ?? []),
    pullRequests: units.flatMap(({ shard, pullRequest, notes }) => {
      if (pullRequest === null) return [];
      const { number, url, state, checks, draft } = pullRequest;
      return [{ shard, number, url, state, checks, draft, notes }];
    }),
    reverts: units.flatMap(({ revert }) => revert?.url ?? []),
    cannotUndo: units.flatMap(({ cannotUndo }) => {
      return cannotUndo === null ? [] : [{ code: cannotUndo.code, message: cannotUndo.message }];
    }),
  };
}

/** What nobody has approved is left to a person too. */
function withLeftOut(left: RepositoryState['left'], units: readonly UnitState[]): RepositoryRow['left'] {
  const count = units.reduce((sum, { leftOut }) => sum + leftOut.reduce((own, one) => own + one.count, 0), 0);
  return count === 0 ? left : { ...left, [LEFT_OUT.code]: count };
}

/** What a person has to look at in a unit stands for its repository. */
function causeOf({ outcome, cause, trouble, units }: RepositoryState): RepositoryRow['cause'] {
  if (cause !== null) return cause;
  if (trouble !== null) return trouble;
  const unit = units.find(({ needsHuman }) => needsHuman !== null);
  if (unit?.needsHuman != null) return { ...unit.needsHuman, stage: null };
  const deleted = units.find(({ ended }) => ended === 'deleted');
  if (outcome !== 'closed-by-human' || deleted === undefined) return null;
  const message = `The branch ${deleted.pushed?.branch ?? ''} was deleted. It is pushed again only where the manifest says publish.onClosed: open-new.`;
  return { code: 'branch-deleted', message, stage: null, transient: false };
}

/** Of the units that have a plan. */
function approvalOf(units: readonly UnitState[]): RepositoryRow['approved'] {
  const planned = units.filter(({ planned }) => planned !== null);
  const approved = planned.filter(({ planned, approved }) => approved === planned?.plan);
  if (approved.length === 0) return 'none';
  return approved.length === planned.length ? 'all' : 'part';
}
