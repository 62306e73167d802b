import type { Forge, PullRequest } from '../forges/forge.js';
import type { BareClone, RemoteRefs } from '../git/bare-clone.js';
import { whyNoForge } from '../hosts/on-forge.js';
import type { UnitState } from '../model/campaign-state.js';
import type { Base } from '../model/target.js';
import { closingComment } from '../publishing/closing-texts.js';
import { closedBecause, readMarker } from '../publishing/marker.js';
import { branchFate, standsAlone } from './branch-fate.js';
import { refOf, withClone } from './clone.js';
import { forgeFor } from './forge-for.js';
import type { Order } from './job.js';
import type { JobRun } from './job-run.js';
import { branchOf } from './publish/branch-of.js';
import { whyKept } from './publish/kept-branch.js';
import { offerOf } from './publish/offer-of.js';
import { offerUnit } from './publish/offer-unit.js';
import { patchUnit } from './publish/patch-unit.js';
import { whyNotPublished } from './publish/protected-branch.js';
import { pushUnit, tellPushedBefore } from './publish/push-unit.js';
import { type ApprovedUnit, isApproved } from './publish/unit-commit.js';
import { tellRequest, withdrawUnit } from './publish/withdraw-unit.js';
import type { Services } from './services.js';

interface Publishing {
  readonly order: Order;
  readonly services: Services;
  readonly clone: BareClone;
  readonly forge: Forge | null;
  readonly base: Base;
}

/** The job `publish`: what was approved, and nothing else. It looks at the remote first: the same job may have run before. */
export async function publishRepository(run: JobRun, order: Order, services: Services): Promise<void> {
  const { base } = order;
  if (base === null) return;
  if (order.publisher === 'patch') return await publishPatches(run, order, services);
  // Branches alone may have pull requests too: those that were opened before.
  const offers = order.publisher === 'pull-request';
  const forge = offers || order.units.some(({ pullRequest }) => pullRequest !== null) ? forgeFor(order, services) : null;
  if (offers && forge === null) run.fail('no-forge', whyNoForge([order.target.host]));
  await withClone(order, services, async (clone) => {
    run.need(await clone.fetch(base.commit, refOf(base.branch)));
    for (const unit of order.units) await publishUnit(run, { order, services, clone, forge, base }, unit);
  });
}

async function publishPatches(run: JobRun, order: Order, services: Services): Promise<void> {
  for (const unit of order.units.filter(isApproved)) await patchUnit(run, services.store, order.target.repo, unit);
}

async function publishUnit(run: JobRun, publishing: Publishing, unit: UnitState): Promise<void> {
  const { order, clone, forge, base } = publishing;
  const branch = branchOf(order.spec, unit);
  const found = run.need(await clone.remoteRefs([refOf(branch), refOf(base.branch)]));
  const { refs, defaultBranch } = found;
  const protects = isApproved(unit) ? whyNotPublished(branch, base, defaultBranch) : null;
  if (protects !== null) run.fail('branch-is-base', protects);
  const remote = refs.get(refOf(branch)) ?? null;
  const requests = forge === null ? [] : run.need(await forge.find(branch, base.branch));
  const open = requests.find(({ state }) => state === 'open') ?? null;
  if (!refs.has(refOf(base.branch))) {
    const message = `The branch ${base.branch} is gone. Plan it again: codemod bulk update.`;
    run.tell({ event: 'needs-human', shard: unit.shard, code: 'base-gone', message });
    return;
  }
  if (open === null && forge !== null && (await isElsewhere(run, forge, unit, requests))) return;
  if (unit.planned === null) return await withdrawEmpty(run, publishing, unit, { branch, remote, open, requests, found });
  if (!isApproved(unit)) return;
  if (open === null && requests.length === 0 && (await hasEnded(run, publishing, unit, branch, refs))) return;
  const ended = open === null ? endedRequest(order, unit, requests) : null;
  if (ended !== null) tellEnded(run, unit, branch, ended);
  else await pushAndOffer(run, publishing, unit, { branch, remote, open });
}

/** A branch of ours that a person has deleted or merged, so that there is nothing to do: to push it again would undo what they did. */
async function hasEnded(
  run: JobRun,
  { order, clone, base }: Publishing,
  unit: ApprovedUnit,
  branch: string,
  refs: ReadonlyMap<string, string>,
): Promise<boolean> {
  const remote = refs.get(refOf(branch)) ?? null;
  if (!standsAlone(unit) || remote !== null) return false;
  const how = await branchFate(run, clone, unit, base, { remote, tip: refs.get(refOf(base.branch)) ?? null });
  if (how === 'merged' ? unit.pushed?.plan !== unit.approved : order.spec.publish.onClosed === 'open-new') return false;
  if (how !== null && how !== unit.ended) run.tell({ event: 'branch-ended', shard: unit.shard, branch, how });
  return how !== null;
}

/** An open pull request that is about another base than the plan: another one beside it would be the same change twice. */
async function isElsewhere(
  run: JobRun,
  forge: Forge,
  { shard, pullRequest }: UnitState,
  requests: readonly PullRequest[],
): Promise<boolean> {
  if (pullRequest === null || requests.some(({ number }) => number === pullRequest.number)) return false;
  const found = run.need(await forge.get(pullRequest.number));
  if (found.state !== 'open') return false;
  const message = `The pull request ${found.number} is into ${found.base}, and not where the plan was made. Change its base, or close it.`;
  run.tell({ event: 'needs-human', shard, code: 'pull-request-changed', message });
  return true;
}

interface Standing {
  readonly branch: string;
  readonly remote: string | null;
  readonly open: PullRequest | null;
  readonly requests: readonly PullRequest[];
  readonly found: RemoteRefs;
}

/** Nothing is left to change: what we have offered goes, unless a person works on it. */
async function withdrawEmpty(
  run: JobRun,
  { order, clone, forge }: Publishing,
  unit: UnitState,
  { branch, remote, open, requests, found }: Standing,
): Promise<void> {
  const ended = open === null ? requests.find(({ number }) => number === unit.pullRequest?.number) : undefined;
  if (ended !== undefined) tellRequest(run, unit.shard, ended);
  const kept = remote === null ? null : whyKept(order, unit, { branch, remote, found });
  if (kept !== null) {
    const { code, why } = kept;
    run.tell({ event: 'needs-human', shard: unit.shard, code, message: `${why} It is left as it is.` });
    return;
  }
  const comment = closingComment('empty', order.spec.name);
  await withdrawUnit(run, { clone, forge, unit, branch, remote, open, because: 'empty', comment, deletesBranch: true });
}

/** One that a person has merged or closed, so that there is nothing to do. */
function endedRequest(order: Order, unit: ApprovedUnit, requests: readonly PullRequest[]): PullRequest | null {
  const merged = requests.find(({ state, body }) => state === 'merged' && readMarker(body)?.plan === unit.approved);
  if (merged !== undefined) return merged;
  const [last] = requests;
  const isOurDoing = last !== undefined && (closedBecause(last.body) !== null || isClosedByUs(unit, last));
  const isRespected = order.spec.publish.onClosed === 'respect' && !isOurDoing;
  return last?.state === 'closed' && isRespected ? last : null;
}

/** One that offers what was approved says that this was pushed, also where nobody lived to tell of it: what comes after goes by that. */
function tellEnded(run: JobRun, unit: ApprovedUnit, branch: string, ended: PullRequest): void {
  const isUntold = unit.pushed?.plan !== unit.approved && readMarker(ended.body)?.plan === unit.approved;
  if (isUntold) tellPushedBefore(run, unit, branch, ended.headCommit);
  tellRequest(run, unit.shard, ended);
}

function isClosedByUs({ closed, pullRequest }: UnitState, { number }: PullRequest): boolean {
  return closed !== null && pullRequest?.number === number;
}

async function pushAndOffer(
  run: JobRun,
  { order, services, clone, forge, base }: Publishing,
  unit: ApprovedUnit,
  { branch, remote, open }: Pick<Standing, 'branch' | 'remote' | 'open'>,
): Promise<void> {
  const commit = await pushUnit(run, { order, services, clone, unit, base, branch, remote });
  if (commit === null || forge === null || (open === null && order.publisher === 'branch')) return;
  const offer = await offerOf(run, order, services, clone.tree(base.commit), unit, { head: branch, base: base.branch });
  await offerUnit(run, forge, offer, open, unit);
}
