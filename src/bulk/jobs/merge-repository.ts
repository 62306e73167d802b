import { forgeFor } from './forge-for.js';
import type { Order } from './job.js';
import type { JobRun } from './job-run.js';
import { factsOf } from './publish/offer-unit.js';
import { tellRequest } from './publish/withdraw-unit.js';
import type { Services } from './services.js';

/** The job `merge`: open pull requests whose head is what we pushed, and whose checks do not stand against it. A draft says itself that it is not to be merged. */
export async function mergeRepository(run: JobRun, order: Order, services: Services): Promise<void> {
  const forge = forgeFor(order, services);
  if (forge === null) return;
  for (const { shard, pullRequest, pushed } of order.units) {
    if (pullRequest === null || pushed === null) continue;
    const found = run.need(await forge.get(pullRequest.number));
    if (found.state === 'open' && found.headCommit !== pushed.commit) {
      const message = `Its head is ${found.headCommit.slice(0, 12)}, and not what we pushed. Merge it by hand, or publish again.`;
      run.tell({ event: 'needs-human', shard, code: 'branch-changed', message });
      continue;
    }
    if (found.state !== 'open' || found.draft || found.checks === 'pending' || found.checks === 'failed') {
      tellRequest(run, shard, found);
      continue;
    }
    const merged = await forge.merge(found.number, pushed.commit, order.spec.publish.merge);
    if (merged.kind === 'failed' && merged.code === 'forge-conflict') {
      run.tell({ event: 'needs-human', shard, code: 'merge-refused', message: merged.message });
    } else run.tell({ event: 'pull-request', shard, pullRequest: factsOf(run.need(merged)) });
  }
}
