import { countRepositories } from '../campaign/outcome-of.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import type { CampaignState, OutcomeCounts } from '../model/campaign-state.js';
import type { Target } from '../model/target.js';
import { type CauseGroup, groupCauses, groupLeft, type LeftGroup } from './causes.js';
import type { RepositoryRow } from './repository-row.js';
import { type UndoneHow, undoneHow } from './undone.js';

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
  /** Open ones at which something that was asked for could not be set. */
  readonly lacking: number;
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
  /** Repositories whose change is approved, at least in part, and not out yet. */
  readonly toPublish: number;
  /** Repositories with a planned change of which nothing is approved. */
  readonly toApprove: number;
  /** How changes were published last; null where nothing was. */
  readonly publisher: CampaignState['publisher'];
  /** True where a host of a repository is one on which pull requests can be opened. */
  readonly hasForge: boolean;
  /** Of what is not taken back. */
  readonly files: number;
  readonly added: number;
  readonly removed: number;
  readonly waves: readonly WaveRow[];
  readonly causes: readonly CauseGroup[];
  readonly left: readonly LeftGroup[];
  readonly pullRequests: PullRequestCounts;
  /** Patch files in the campaign's folder. */
  readonly patches: number;
  /** Repositories that are undone, by what that means of them. */
  readonly undone: Readonly<Record<UndoneHow, number>>;
  /** Pull requests that would take back what was merged. */
  readonly reverts: readonly string[];
  readonly cannotUndo: readonly { readonly repo: string; readonly code: string; readonly message: string }[];
  readonly stopped: CampaignState['stopped'];
  /** The verb that was cut off; null where none was. */
  readonly unfinished: string | null;
}

export function overviewOf(
  spec: Pick<CampaignSpec, 'name' | 'asked' | 'publish' | 'hosts'>,
  state: Pick<CampaignState, 'stopped' | 'unfinished' | 'publisher' | 'repositories'>,
  rows: readonly RepositoryRow[],
): Overview {
  const sum = (of: 'files' | 'added' | 'removed'): number =>
    rows.reduce((total, row) => total + (row.outcome === 'undone' ? 0 : row[of]), 0);
  return {
    ...{ campaign: spec.name, asked: spec.asked.name, branch: spec.publish.branch },
    counts: countRepositories(rows),
    approved: rows.filter(({ approved }) => approved === 'all').length,
    partlyApproved: rows.filter(({ approved }) => approved === 'part').length,
    toPublish: rows.filter(isToPublish).length,
    toApprove: rows.filter(({ outcome, approved }) => outcome === 'planned' && approved === 'none').length,
    publisher: state.publisher,
    hasForge: rows.some(({ repo }) => isOnForge(spec.hosts, state.repositories.get(repo)?.target)),
    ...{ files: sum('files'), added: sum('added'), removed: sum('removed') },
    waves: wavesOf(rows),
    causes: groupCauses(rows),
    left: groupLeft(rows),
    pullRequests: countPullRequests(rows),
    patches: rows.reduce((total, row) => total + row.patches.length, 0),
    undone: countUndone(rows),
    reverts: rows.flatMap(({ reverts }) => reverts),
    cannotUndo: rows.flatMap(({ repo, cannotUndo }) => cannotUndo.map((one) => ({ repo, ...one }))),
    stopped: state.stopped,
    unfinished: state.unfinished?.verb ?? null,
  };
}

/** A patch is published as far as it goes. */
function isToPublish({ outcome, approved, patches }: RepositoryRow): boolean {
  return outcome === 'planned' && approved !== 'none' && patches.length === 0;
}

/** A repository that is a folder has no host; one whose host the manifest says nothing of may have a forge. */
function isOnForge(hosts: CampaignSpec['hosts'], target: Target | undefined): boolean {
  if (target === undefined || target.repo.startsWith('file:')) return false;
  return hosts.find(({ host }) => host === target.host)?.forge !== null;
}

function countUndone(rows: readonly RepositoryRow[]): Overview['undone'] {
  const count = (how: UndoneHow): number => rows.filter((row) => undoneHow(row) === how).length;
  return { takenBack: count('takenBack'), reverting: count('reverting'), closed: count('closed') };
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
    lacking: open.filter(({ notes }) => notes.length > 0).length,
    merged: all.filter(({ state }) => state === 'merged').length,
    closed: all.filter(({ state }) => state === 'closed').length,
  };
}
