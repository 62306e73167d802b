import type { BareClone } from '../git/bare-clone.js';
import type { UnitState } from '../model/campaign-state.js';
import { branchFate, standsAlone } from './branch-fate.js';
import { refOf, withClone } from './clone.js';
import { forgeFor } from './forge-for.js';
import type { Order } from './job.js';
import type { JobRun } from './job-run.js';
import { branchOf } from './publish/branch-of.js';
import { tellRequest } from './publish/withdraw-unit.js';
import type { Services } from './services.js';

/** The job `sync`: how branches and pull requests stand at the remote. Nothing is written there. */
export async function syncRepository(run: JobRun, order: Order, services: Services): Promise<void> {
  const forge = forgeFor(order, services);
  const units = order.units.filter(({ pushed, pullRequest }) => pushed !== null || pullRequest !== null);
  if (forge !== null) {
    for (const { shard, pullRequest } of units) {
      if (pullRequest === null) continue;
      tellRequest(run, shard, run.need(await forge.get(pullRequest.number)));
    }
  }
  const pushed = units.filter(({ pushed, pullRequest }) => pushed !== null && pullRequest?.state !== 'merged');
  if (pushed.length === 0) return;
  await withClone(order, services, async (clone) => {
    const names = pushed.map((unit) => refOf(branchOf(order.spec, unit)));
    const base = order.base === null ? [] : [refOf(order.base.branch)];
    const { refs } = run.need(await clone.remoteRefs([...names, ...base]));
    for (const unit of pushed) await syncBranch(run, order, clone, unit, refs);
  });
}

async function syncBranch(
  run: JobRun,
  order: Order,
  clone: BareClone,
  unit: UnitState,
  refs: ReadonlyMap<string, string>,
): Promise<void> {
  const { shard, pushed, ended, needsHuman, cannotUndo, closed } = unit;
  const branch = branchOf(order.spec, unit);
  const remote = refs.get(refOf(branch)) ?? null;
  if (pushed === null || ended === 'merged') return;
  if (standsAlone(unit)) {
    const tip = order.base === null ? null : (refs.get(refOf(order.base.branch)) ?? null);
    const how = await branchFate(run, clone, unit, order.base, { remote, tip });
    if (how !== null && how !== ended) run.tell({ event: 'branch-ended', shard, branch, how });
    if (how !== null) return;
  }
  if (remote === null) return;
  if (remote === pushed.commit || unit.ours.includes(remote)) {
    // What a person had added is gone again, or what they had deleted is back.
    if (needsHuman !== null || ended !== null) run.tell({ event: 'pushed', shard, ...pushed, commit: remote });
    return;
  }
  // What was taken back, as far as it could be, asks for nothing more.
  if (needsHuman === null && (cannotUndo !== null || closed === 'close')) return;
  const message = `The branch ${branch} is now at ${remote.slice(0, 12)}, which is not what was pushed.${next(order)}`;
  run.tell({ event: 'needs-human', shard, code: 'branch-changed', message });
}

/** What comes of it where the manifest has decided that already. */
function next({ spec }: Order): string {
  return spec.publish.onHumanCommit === 'on-top' ? ' The next publish runs the codemod on top of it.' : '';
}
