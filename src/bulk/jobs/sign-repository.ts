import { refOf, withClone } from './clone.js';
import type { Order } from './job.js';
import type { JobRun } from './job-run.js';
import { isApproved, unitCommit } from './publish/unit-commit.js';
import type { Services } from './services.js';

/** The job `sign`: signs what is about to be published, and keeps the commits, so that none is signed twice. */
export async function signRepository(run: JobRun, order: Order, services: Services): Promise<void> {
  const { base } = order;
  if (base === null) return;
  await withClone(order, services, async (clone) => {
    run.need(await clone.fetch(base.commit, refOf(base.branch)));
    for (const unit of order.units.filter(isApproved)) {
      if (unit.signed?.plan === unit.approved) continue;
      const { commit, object } = run.need(await clone.sign(await unitCommit(run, order, services, clone, unit, base)));
      await services.store.put('commit', commit, object);
      run.tell({ event: 'signed', shard: unit.shard, plan: unit.approved, commit });
    }
  });
}
