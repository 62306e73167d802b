import { CodemodError } from '../../core/errors.js';
import type { Plan } from '../../core/plan.js';
import type { PlannedUnit } from '../model/events.js';
import type { Images } from '../units/images.js';
import { refOf, withClone } from './clone.js';
import type { Order } from './job.js';
import { JobRun } from './job-run.js';
import { withInventory } from './plan/with-inventory.js';
import { keepUnit } from './plan-repository.js';
import type { Services } from './services.js';

/**
 * Keeps a plan that a review has narrowed, as the job `plan` keeps one. Nothing is written at the remote.
 *
 * @param order one of the stage `plan`, with the base that the plan was made on.
 * @param unit `hasInventory`: the inventory is made again, of what is left.
 * @returns null for a plan that leaves every file as it is.
 * @throws CodemodError as git and hosts have it.
 */
export async function keepNarrowed(
  order: Order,
  services: Services,
  unit: { readonly shard: string; readonly plan: Plan; readonly images: Images; readonly hasInventory: boolean },
): Promise<PlannedUnit | null> {
  const { base } = order;
  if (base === null) throw new CodemodError('internal', 'A plan that was reviewed has a base.');
  const kept: PlannedUnit[] = [];
  const run = new JobRun('plan');
  const result = await run.result(async () => {
    await withClone(order, services, async (clone) => {
      run.need(await clone.fetch(base.commit, refOf(base.branch)));
      const { shard, plan, images, hasInventory } = unit;
      const asked = { plan, images };
      const narrowed = hasInventory ? await withInventory(asked, clone.tree(base.commit)) : asked;
      const made = await keepUnit(run, order, services, clone, { base, shard, ...narrowed });
      if (made !== null) kept.push(made);
    });
  });
  if (result.kind === 'paused') throw new CodemodError('git-unreachable', result.reason);
  const failed = result.events.find((event) => event.event === 'failed');
  if (failed !== undefined) throw new CodemodError(failed.code, failed.message);
  return kept[0] ?? null;
}
