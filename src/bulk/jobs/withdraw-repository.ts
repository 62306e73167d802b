import type { Forge, PullRequest } from '../forges/forge.js';
import type { BareClone } from '../git/bare-clone.js';
import type { UnitState } from '../model/campaign-state.js';
import { closingComment } from '../publishing/closing-texts.js';
import { readMarker } from '../publishing/marker.js';
import { branchFate, standsAlone } from './branch-fate.js';
import { refOf, withClone } from './clone.js';
import { forgeFor } from './forge-for.js';
import type { Order } from './job.js';
import type { JobRun } from './job-run.js';
import { branchOf } from './publish/branch-of.js';
import { type KeptBranch, whyKept } from './publish/kept-branch.js';
import { tellRequest, withdrawUnit } from './publish/withdraw-unit.js';
import { revertUnit } from './revert/revert-unit.js';
import type { Services } from './services.js';

/**
 * The jobs `close` (pull requests are closed, branches stay) and `undo` (branches go too, and what was merged is offered back as a
 * revert).
 */
export async function withdrawRepository(run: JobRun, order: Order, services: Services): Promise<void> {
  const forge = forgeFor(order, services);
  await withClone(order, services, async (clone) => {
    for (const unit of order.units) await withdraw(run, order, services, clone, forge, unit);
  });
}

/** The one that is known, or one that was opened after it by a process that did not live to tell of it, whatever has become of that. */
async function requestOf(
  run: JobRun,
  { base }: Order,
  forge: Forge,
  unit: UnitState,
  branch: string,
): Promise<PullRequest | null> {
  const known = unit.pullRequest === null ? null : run.need(await forge.get(unit.pullRequest.number));
  if (known?.state === 'open' || base === null) return known;
  const later = run.need(await forge.find(branch, base.branch)).filter(({ number }) => number > (known?.number ?? 0));
  const isUntold = (request: PullRequest): boolean =>
    request.state === 'open' ? known === null || isOffer(unit, request) : request.state === 'merged' && isOffer(unit, request);
  return later.find(isUntold) ?? known;
}

/** By its marker; or by a commit of ours where no push of one is known, so that no person has had the branch to open it from. */
function isOffer({ ours, approved, pushed }: UnitState, { headCommit, body }: PullRequest): boolean {
  if (pushed === null && ours.includes(headCommit)) return true;
  return approved !== null && readMarker(body)?.plan === approved;
}

/** A branch that was merged without a pull request: what is in the base is not ours to take back. True, and told, for one. */
async function isMergedByHand(
  run: JobRun,
  { spec, base }: Order,
  clone: BareClone,
  unit: UnitState,
  refs: ReadonlyMap<string, string>,
): Promise<boolean> {
  if (!standsAlone(unit) || base === null || unit.pushed === null) return false;
  const branch = branchOf(spec, unit);
  const { shard, pushed, ended } = unit;
  const now = { remote: refs.get(refOf(branch)) ?? null, tip: refs.get(refOf(base.branch)) ?? null };
  const isMerged = ended === 'merged' || (await branchFate(run, clone, unit, base, now)) === 'merged';
  if (!isMerged) return false;
  if (ended !== 'merged') run.tell({ event: 'branch-ended', shard, branch, how: 'merged' });
  const message = `The branch ${branch} was merged into ${base.branch} by hand. Revert its commit by hand: git revert ${pushed.commit.slice(0, 12)}.`;
  run.tell({ event: 'cannot-undo', shard, code: 'merged-by-hand', message });
  return true;
}

async function withdraw(
  run: JobRun,
  order: Order,
  services: Services,
  clone: BareClone,
  forge: Forge | null,
  unit: UnitState,
): Promise<void> {
  const because = order.stage === 'undo' ? 'undo' : 'close';
  const branch = branchOf(order.spec, unit);
  const found = forge === null ? null : await requestOf(run, order, forge, unit, branch);
  if (found !== null && (found.state !== 'open' || found.number !== unit.pullRequest?.number)) {
    tellRequest(run, unit.shard, found);
  }
  if (found?.state === 'merged') {
    if (because === 'undo' && forge !== null) await revertUnit(run, { order, services, clone, forge, unit, merged: found });
    return;
  }
  const names = [branch, ...(order.base === null ? [] : [order.base.branch])].map(refOf);
  const seen = run.need(await clone.remoteRefs(names));
  const remote = seen.refs.get(refOf(branch)) ?? null;
  // A unit of a job that was cut off, which had not come to it.
  if (remote === null && found === null && unit.pushed === null) return;
  const open = found?.state === 'open' ? found : null;
  const kept = because === 'close' || remote === null ? null : whyKept(order, unit, { branch, remote, found: seen });
  const mayBeMerged = because === 'undo' && found === null && kept?.code !== 'branch-is-base';
  if (mayBeMerged && (await isMergedByHand(run, order, clone, unit, seen.refs))) return;
  if (kept?.code !== 'branch-changed') {
    const comment = closingComment(because, order.spec.name);
    const deletesBranch = because === 'undo' && kept === null;
    await withdrawUnit(run, { clone, forge, unit, branch, remote, open, because, comment, deletesBranch });
  }
  if (kept !== null && remote !== null) {
    const message = `${kept.why} ${leftOver(kept, remote, open !== null)}`;
    run.tell({ event: 'cannot-undo', shard: unit.shard, code: kept.code, message });
  } else if (because === 'undo') run.tell({ event: 'undone', shard: unit.shard });
}

/** What is left there, and what a person can do about it. */
function leftOver({ code }: KeptBranch, remote: string, isOpen: boolean): string {
  switch (code) {
    case 'branch-changed':
      return isOpen
        ? 'It is left as it is, and so is its pull request. Ask who added to it; then merge the pull request, or close it and delete the branch, by hand.'
        : 'It is left as it is. Ask who added to it; then delete it by hand.';
    case 'branch-is-base':
      return `It is left as it is. Where it holds a commit of the campaign, take that back by hand: git revert ${remote.slice(0, 12)}`;
    case 'branch-not-ours':
    case 'base-gone':
      return 'It is left as it is: look at it, and delete it by hand where nobody needs it.';
  }
}
