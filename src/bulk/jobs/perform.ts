import { CodemodError } from '../../core/errors.js';
import type { CloneCache } from '../git/bare-clone.js';
import { openCloneCache } from '../git/clone-cache.js';
import type { Limits } from '../model/campaign-spec.js';
import type { Stage } from '../model/events.js';
import type { JobResult, Order } from './job.js';
import { JobRun } from './job-run.js';
import { mergeRepository } from './merge-repository.js';
import { planRepository } from './plan-repository.js';
import { publishRepository } from './publish-repository.js';
import type { Services } from './services.js';

export { readOrder } from './order.js';

import { signRepository } from './sign-repository.js';
import { syncRepository } from './sync-repository.js';
import { withdrawRepository } from './withdraw-repository.js';

type Work = (run: JobRun, order: Order, services: Services) => Promise<void>;

const WORK: Readonly<Record<Stage, Work>> = {
  plan: planRepository,
  sign: signRepository,
  publish: publishRepository,
  sync: syncRepository,
  merge: mergeRepository,
  close: withdrawRepository,
  undo: withdrawRepository,
};

/**
 * Carries out one order. It may have been carried out before, in part or whole, by another process: every job looks at what is
 * there before it does anything.
 *
 * @throws whatever is a fault of ours; what is one of the repository or its host is told as an event.
 */
export async function perform(order: Order, given: Omit<Services, 'clones'>): Promise<JobResult> {
  const services: Services = { ...given, clones: clonesFor(order.spec.limits) };
  const run = new JobRun(order.stage);
  return await run.result(async () => {
    try {
      await WORK[order.stage](run, order, services);
    } catch (thrown) {
      if (!(thrown instanceof CodemodError)) throw thrown;
      run.fail(thrown.code, thrown.message);
    }
  });
}

let clones: { readonly limits: Limits; readonly cache: CloneCache } | null = null;

/** The cache counts how long ago it has looked at its size: it is kept from job to job. */
function clonesFor(limits: Limits): CloneCache {
  if (clones?.limits.cache !== limits.cache || clones.limits.files !== limits.files) {
    clones = { limits, cache: openCloneCache({ folder: null, mostBytes: limits.cache, mostFiles: limits.files }) };
  }
  return clones.cache;
}
