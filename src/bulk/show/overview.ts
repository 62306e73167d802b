import { groupBy } from '../../core/group-by.js';
import { isToPlanAnew, otherWish } from '../campaign/other-wish.js';
import { countRepositories } from '../campaign/outcome-of.js';
import { isOnForge } from '../hosts/on-forge.js';
import type { Publisher } from '../jobs/job.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import { type CampaignState, OUTCOMES, type OutcomeCounts, type RepositoryOutcome } from '../model/campaign-state.js';
import type { Running } from '../model/running.js';
import type { Wish } from '../model/wish.js';
import { failedTooOften } from '../verbs/failed-too-often.js';
import { asTheyStand } from '../verbs/select.js';
import { type CauseGroup, groupCauses, groupLeft, type LeftGroup, withoutName } from './causes.js';
import type { RepositoryRow } from './repository-row.js';
import { NOTHING_TO_DO, type ToDo, toDoOf } from './to-do.js';
import { type UndoneHow, undoneHow } from './undone.js';

/** How far a wave has come, in repositories. */
export interface WaveRow {
  readonly wave: number;
  readonly selected: number;
  /** With a change, whatever has become of it. */
  readonly changed: number;
  readonly approved: number;
  readonly published: number;
  /** In their base branch, also where a revert was opened. */
  readonly merged: number;
  readonly failed: number;
  /** With a pull request that a person has closed, and with an open one whose checks failed. */
  readonly closed: number;
  readonly red: number;
  readonly toApprove: number;
  readonly toPublish: number;
  /** True where so much of it went wrong that publishing stops after it. */
  readonly stops: boolean;
}

/** Pull requests that stand, by how they do. */
export interface PullRequestCounts {
  readonly open: number;
  readonly passed: number;
  readonly pending: number;
  readonly failing: number;
  /** Open ones at which something that was asked for could not be set. */
  readonly lacking: number;
  /** What was said there, as it was written, the most frequent first; null where nothing is lacking. */
  readonly reason: string | null;
  /** Other things that were said. */
  readonly otherReasons: number;
  readonly merged: number;
  readonly closed: number;
}

/** A campaign as a whole: what `status` tells, and the head of the page. */
export interface Overview {
  readonly campaign: string;
  /** The codemod or recipe. */
  readonly asked: string;
  readonly branch: string;
  /** Repositories of the whole campaign: more than are counted where only some were asked about. */
  readonly inCampaign: number;
  readonly counts: OutcomeCounts;
  /** Repositories whose change is approved whole, and in part. */
  readonly approved: number;
  readonly partlyApproved: number;
  /** Repositories of which `publish` would bring something out. */
  readonly toPublish: number;
  /** Repositories with a plan that is neither approved nor out. */
  readonly toApprove: number;
  /** Repositories whose branch is out, and could have a pull request. */
  readonly toOffer: number;
  /** Repositories that `resume` plans anew: their plans are by another wish, and neither approved nor published. */
  readonly toPlanAnew: number;
  /** Changes, a branch each, of which a review has rejected all: they are decided, and neither approved nor published. */
  readonly rejected: number;
  /** Repositories that are `planned` while a branch of theirs is out: in another part, or with the plan before. */
  readonly partlyOut: number;
  /** Repositories that we have taken back, and that could be approved once more, or published as they are approved. */
  readonly toApproveAnew: number;
  readonly toPublishAnew: number;
  /** How many of these are of which outcome; outcomes of which none is are left out. */
  readonly toDo: readonly { readonly outcome: RepositoryOutcome; readonly toApprove: number; readonly toPublish: number }[];
  /** How changes were published last; null where nothing was. */
  readonly publisher: CampaignState['publisher'];
  /** True where pull requests can be opened for something that is to publish; where nothing is, for a repository of the campaign. */
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
  /** Null as well where nothing is left that could go on: then it is history. */
  readonly stopped: CampaignState['stopped'];
  /** Who is at work on it; null where nobody who lives is, and in what a verb tells of itself. */
  readonly running: Running | null;
  /** The verb that was cut off; null where none was, and while somebody is at work. */
  readonly unfinished: string | null;
}

/**
 * @param rows of the repositories that are asked about, which may be some of the campaign's.
 * @param running see `CampaignStanding`.
 */
export function overviewOf(
  spec: Pick<CampaignSpec, 'name' | 'hosts' | 'waves'> & Wish,
  state: Pick<CampaignState, 'stopped' | 'unfinished' | 'publisher' | 'repositories'>,
  rows: readonly RepositoryRow[],
  running: Running | null = null,
): Overview {
  const sum = (of: 'files' | 'added' | 'removed'): number =>
    rows.reduce((total, row) => total + (row.outcome === 'undone' ? 0 : row[of]), 0);
  const counts = countRepositories(rows);
  const mayOffer = ({ repo }: Pick<RepositoryRow, 'repo'>): boolean => {
    const target = state.repositories.get(repo)?.target;
    return target !== undefined && isOnForge(spec.hosts, target);
  };
  const publisher = state.publisher ?? (rows.some(mayOffer) ? 'pull-request' : 'branch');
  const isOther = otherWish(spec);
  const doable = rows.map((row): Doable => ({ row, ...toDoIn(spec, state, row.repo, { publisher, isOther }) }));
  const toPublish = doable.flatMap((one) => (one.toPublish ? [one.row] : []));
  const count = (what: keyof ToDo): number => doable.filter((one) => one[what]).length;
  return {
    ...{ campaign: spec.name, asked: spec.asked.name, branch: spec.publish.branch },
    ...{ inCampaign: state.repositories.size, counts },
    approved: rows.filter(({ approved }) => approved === 'all').length,
    partlyApproved: rows.filter(({ approved }) => approved === 'part').length,
    ...{ toPublish: count('toPublish'), toApprove: count('toApprove'), toOffer: count('toOffer') },
    toPlanAnew: asTheyStand(state, rows).filter((one) => isToPlanAnew(one, isOther, spec.publish)).length,
    rejected: rows.flatMap(({ parts }) => parts).filter((part) => part.rejected).length,
    partlyOut: rows.filter(({ outcome, branches }) => outcome === 'planned' && branches.length > 0).length,
    ...{ toApproveAnew: count('toApproveAnew'), toPublishAnew: count('toPublishAnew') },
    toDo: byOutcome(doable),
    publisher: state.publisher,
    hasForge: (toPublish.length > 0 ? toPublish : rows).some(mayOffer),
    ...{ files: sum('files'), added: sum('added'), removed: sum('removed') },
    waves: wavesOf(doable, (repos) => failedTooOften(asTheyStand(state, repos), spec.waves.stopAt) !== null),
    causes: groupCauses(rows),
    left: groupLeft(rows),
    pullRequests: countPullRequests(rows),
    patches: rows.reduce((total, row) => total + row.patches.length, 0),
    undone: countUndone(rows),
    reverts: rows.flatMap(({ reverts }) => reverts),
    cannotUndo: rows.flatMap(({ repo, cannotUndo }) => cannotUndo.map((one) => ({ repo, ...one }))),
    stopped: count('toPublish') + count('toApprove') > 0 ? state.stopped : null,
    ...atHandOf(state, running),
  };
}

/** What somebody does at this very moment is not cut off. */
export function atHandOf(
  { unfinished }: Pick<CampaignState, 'unfinished'>,
  running: Running | null,
): Pick<Overview, 'running' | 'unfinished'> {
  return { running, unfinished: running === null ? (unfinished?.verb ?? null) : null };
}

type Doable = ToDo & { readonly row: RepositoryRow };

function toDoIn(
  { publish, hosts }: Pick<CampaignSpec, 'publish' | 'hosts'>,
  { repositories }: Pick<CampaignState, 'repositories'>,
  repo: string,
  { publisher, isOther }: { readonly publisher: Publisher; readonly isOther: ReturnType<typeof otherWish> },
): ToDo {
  const repository = repositories.get(repo);
  // What was planned by another wish is planned anew before anything else.
  if (repository === undefined || isOther(repository)) return NOTHING_TO_DO;
  return toDoOf(repository, { publisher, hasForge: isOnForge(hosts, repository.target), settings: publish });
}

function byOutcome(doable: readonly Doable[]): Overview['toDo'] {
  return OUTCOMES.flatMap((outcome) => {
    const own = doable.filter(({ row }) => row.outcome === outcome);
    const toApprove = own.filter((one) => one.toApprove).length;
    const toPublish = own.filter((one) => one.toPublish).length;
    return toApprove + toPublish === 0 ? [] : [{ outcome, toApprove, toPublish }];
  });
}

function countUndone(rows: readonly RepositoryRow[]): Overview['undone'] {
  const count = (how: UndoneHow): number => rows.filter((row) => undoneHow(row) === how).length;
  return { takenBack: count('takenBack'), reverting: count('reverting'), closed: count('closed') };
}

function wavesOf(all: readonly Doable[], stops: (rows: readonly RepositoryRow[]) => boolean): readonly WaveRow[] {
  const waves = [...new Set(all.map(({ row }) => row.wave))].sort((a, b) => a - b);
  return waves.map((wave) => {
    const own = all.filter(({ row }) => row.wave === wave);
    const count = (isIt: (row: RepositoryRow) => boolean): number => own.filter(({ row }) => isIt(row)).length;
    return {
      wave,
      selected: own.length,
      changed: count(({ files }) => files > 0),
      approved: count(({ approved }) => approved === 'all'),
      published: count(isPublished),
      merged: count((row) => row.outcome === 'merged' || undoneHow(row) === 'reverting'),
      failed: count(({ outcome }) => outcome === 'failed'),
      closed: count(({ outcome }) => outcome === 'closed-by-human'),
      red: count(({ pullRequests }) => pullRequests.some(({ state, checks }) => state === 'open' && checks === 'failed')),
      toApprove: own.filter(({ toApprove }) => toApprove).length,
      toPublish: own.filter(({ toPublish }) => toPublish).length,
      stops: stops(own.map(({ row }) => row)),
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
    ...reasonsOf(rows),
    merged: all.filter(({ state }) => state === 'merged').length,
    closed: all.filter(({ state }) => state === 'closed').length,
  };
}

function reasonsOf(rows: readonly RepositoryRow[]): Pick<PullRequestCounts, 'reason' | 'otherReasons'> {
  const notes = rows.flatMap(({ repo, pullRequests }) =>
    pullRequests.flatMap(({ state, notes: own }) => (state === 'open' ? own.map((note) => ({ repo, note })) : [])),
  );
  const alike = groupBy(notes, ({ repo, note }) => withoutName(note, repo));
  const [first] = [...alike.values()].sort((a, b) => b.length - a.length);
  return { reason: first?.[0]?.note ?? null, otherReasons: Math.max(0, alike.size - 1) };
}
