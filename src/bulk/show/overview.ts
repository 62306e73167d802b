import { countRepositories } from '../campaign/outcome-of.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import type { CampaignState, OutcomeCounts } from '../model/campaign-state.js';
import { type CauseGroup, groupCauses, groupLeft, type LeftGroup } from './causes.js';
import type { RepositoryRow } from './repository-row.js';

/** How far a wave has come, in repositories. */
export interface WaveRow {
  readonly wave: number;
  readonly selected: number;
  /** With a change, whatever has become of it. */
  readonly changed: number;
  readonly approved: number;
  readonly published: number;
  readonly merged: number;
  readonly failed: number;
}

/** Pull requests that stand, by how they do. */
export interface PullRequestCounts {
  readonly open: number;
  readonly passed: number;
  readonly pending: number;
  readonly failing: number;
  readonly merged: number;
  readonly closed: number;
}

/** A campaign as a whole: what `status` tells, and the head of the page. */
export interface Overview {
  readonly campaign: string;
  /** The codemod or recipe. */
  readonly asked: string;
  readonly branch: string;
  readonly counts: OutcomeCounts;
  /** Repositories whose change is approved whole, and in part. */
  readonly approved: number;
  readonly partlyApproved: number;
  readonly files: number;
  readonly added: number;
  readonly removed: number;
  readonly waves: readonly WaveRow[];
  readonly causes: readonly CauseGroup[];
  readonly left: readonly LeftGroup[];
  readonly pullRequests: PullRequestCounts;
  readonly stopped: CampaignState['stopped'];
  /** The verb that was cut off; null where none was. */
  readonly unfinished: string | null;
}

export function overviewOf(
  spec: Pick<CampaignSpec, 'name' | 'asked' | 'publish'>,
  state: Pick<CampaignState, 'stopped' | 'unfinished'>,
  rows: readonly RepositoryRow[],
): Overview {
  const sum = (of: 'files' | 'added' | 'removed'): number => rows.reduce((total, row) => total + row[of], 0);
  return {
    ...{ campaign: spec.name, asked: spec.asked.name, branch: spec.publish.branch },
    counts: countRepositories(rows),
    approved: rows.filter(({ approved }) => approved === 'all').length,
    partlyApproved: rows.filter(({ approved }) => approved === 'part').length,
    ...{ files: sum('files'), added: sum('added'), removed: sum('removed') },
    waves: wavesOf(rows),
    causes: groupCauses(rows),
    left: groupLeft(rows),
    pullRequests: countPullRequests(rows),
    stopped: state.stopped,
    unfinished: state.unfinished?.verb ?? null,
  };
}

function wavesOf(rows: readonly RepositoryRow[]): readonly WaveRow[] {
  const waves = [...new Set(rows.map(({ wave }) => wave))].sort((a, b) => a - b);
  return waves.map((wave) => {
    const own = rows.filter((row) => row.wave === wave);
    const count = (isIt: (row: RepositoryRow) => boolean): number => own.filter(isIt).length;
    return {
      wave,
      selected: own.length,
      changed: count(({ files }) => files > 0),
      approved: count(({ approved }) => approved === 'all'),
      published: count(isPublished),
      merged: count(({ outcome }) => outcome === 'merged'),
      failed: count(({ outcome }) => outcome === 'failed'),
    };
  });
}

function isPublished({ branches, pullRequests, patches }: RepositoryRow): boolean {
  return branches.length + pullRequests.length + patches.length > 0;
}

function countPullRequests(rows: readonly RepositoryRow[]): PullRequestCounts {
  const all = rows.flatMap(({ pullRequests }) => pullRequests);
  const open = all.filter(({ state }) => state === 'open');
  const withChecks = (checks: string): number => open.filter((one) => one.checks === checks).length;
  return {
    open: open.length,
    ...{ passed: withChecks('passed'), pending: withChecks('pending'), failing: withChecks('failed') },
    merged: all.filter(({ state }) => state === 'merged').length,
    closed: all.filter(({ state }) => state === 'closed').length,
  };
}
