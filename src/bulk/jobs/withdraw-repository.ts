import type { Forge } from '../forges/forge.js';
import type { BareClone } from '../git/bare-clone.js';
import type { UnitState } from '../model/campaign-state.js';
import { closingComment } from '../publishing/closing-texts.js';
import { refOf, withClone } from './clone.js';
import { forgeFor } from './forge-for.js';
import type { Order } from './job.js';
import type { JobRun } from './job-run.js';
import { branchOf } from './publish/branch-of.js';
import { factsOf } from './publish/offer-unit.js';
import { withdrawUnit } from './publish/withdraw-unit.js';
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

async function withdraw(
  run: JobRun,
  order: Order,
  services: Services,
  clone: BareClone,
  forge: Forge | null,
  unit: UnitState,
): Promise<void> {
  if (unit.pushed === null && unit.pullRequest === null) return;
  const because = order.stage === 'undo' ? 'undo' : 'close';
  const branch = branchOf(order.spec, unit.shard);
  const found = forge === null || unit.pullRequest === null ? null : run.need(await forge.get(unit.pullRequest.number));
  if (found?.state === 'merged') {
    run.tell({ event: 'pull-request', shard: unit.shard, pullRequest: factsOf(found) });
    if (because === 'undo' && forge !== null) await revertUnit(run, { order, services, clone, forge, unit, merged: found });
    return;
  }
  if (found?.state === 'closed' && unit.closed === null) {
    run.tell({ event: 'pull-request', shard: unit.shard, pullRequest: factsOf(found) });
  }
  const remote = run.need(await clone.remoteRefs([refOf(branch)])).refs.get(refOf(branch)) ?? null;
  const open = found?.state === 'open' ? found : null;
  const comment = closingComment(because, order.spec.name);
  const deletesBranch = because === 'undo';
  const isGone = await withdrawUnit(run, { clone, forge, unit, branch, remote, open, because, comment, deletesBranch });
  if (because === 'undo' && isGone) run.tell({ event: 'undone', shard: unit.shard });
}
