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
    const { refs } = run.need(await clone.remoteRefs(pushed.map((unit) => refOf(branchOf(order.spec, unit)))));
    for (const unit of pushed) {
      const branch = branchOf(order.spec, unit);
      const remote = refs.get(refOf(branch));
      if (remote === undefined || unit.pushed === null) continue;
      if (remote === unit.pushed.commit || unit.ours.includes(remote)) {
        // What a person had added is gone again.
        if (unit.needsHuman !== null) run.tell({ event: 'pushed', shard: unit.shard, ...unit.pushed, commit: remote });
        continue;
      }
      // What was taken back, as far as it could be, asks for nothing more.
      if (unit.needsHuman === null && (unit.cannotUndo !== null || unit.closed === 'close')) continue;
      const message = `A person has added to the branch ${branch}: it is ${remote.slice(0, 12)} now.${next(order)}`;
      run.tell({ event: 'needs-human', shard: unit.shard, code: 'branch-changed', message });
    }
  });
}

/** What comes of it where the manifest has decided that already. */
function next({ spec }: Order): string {
  return spec.publish.onHumanCommit === 'on-top' ? ' The next publish runs the codemod on top of it.' : '';
}
