import type { Forge, PullRequest } from '../forges/forge.js';
import type { BareClone } from '../git/bare-clone.js';
import type { UnitState } from '../model/campaign-state.js';
import { closingComment } from '../publishing/closing-texts.js';
import { branchFate, standsAlone } from './branch-fate.js';
import { refOf, withClone } from './clone.js';
import { forgeFor } from './forge-for.js';
import type { Order } from './job.js';
import type { JobRun } from './job-run.js';
import { branchOf } from './publish/branch-of.js';
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

/** The one that is known, or one that was opened by a process that did not live to tell of it. */
async function requestOf(
  run: JobRun,
  { base }: Order,
  forge: Forge,
  { pullRequest }: UnitState,
  branch: string,
): Promise<PullRequest | null> {
  if (pullRequest !== null) return run.need(await forge.get(pullRequest.number));
  if (base === null) return null;
  return run.need(await forge.find(branch, base.branch)).find(({ state }) => state === 'open') ?? null;
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
  if (found !== null && found.state !== 'open') tellRequest(run, unit.shard, found);
  if (found?.state === 'merged') {
    if (because === 'undo' && forge !== null) await revertUnit(run, { order, services, clone, forge, unit, merged: found });
    return;
  }
  const base = order.base === null ? [] : [refOf(order.base.branch)];
  const { refs } = run.need(await clone.remoteRefs([refOf(branch), ...base]));
  const remote = refs.get(refOf(branch)) ?? null;
  if (because === 'undo' && found === null && (await isMergedByHand(run, order, clone, unit, refs))) return;
  // A unit of a job that was cut off, which had not come to it.
  if (remote === null && found === null && unit.pushed === null) return;
  const open = found?.state === 'open' ? found : null;
  const comment = closingComment(because, order.spec.name);
  const deletesBranch = because === 'undo';
  const isGone = await withdrawUnit(run, { clone, forge, unit, branch, remote, open, because, comment, deletesBranch });
  if (because === 'undo' && isGone) run.tell({ event: 'undone', shard: unit.shard });
}
