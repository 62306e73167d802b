import { INVENTORY_PATHS, isInventoryChange } from '../../core/inventory-step.js';
import type { Plan } from '../../core/plan.js';
import type { OpenCampaign } from '../campaign/open-campaign.js';
import { openCloneCache } from '../git/clone-cache.js';
import { keepNarrowed } from '../jobs/keep-narrowed.js';
import type { Services } from '../jobs/services.js';
import type { RepositoryState } from '../model/campaign-state.js';
import type { PlannedUnit } from '../model/events.js';
import type { PlanUnit } from '../units/combine-plans.js';
import { orderFor } from './order-for.js';

/**
 * Keeps what a review has left of a unit's plan. Null where nothing is left of it.
 *
 * @throws CodemodError as git and hosts have it.
 */
export async function keepDecided(
  campaign: OpenCampaign,
  repository: RepositoryState,
  unit: PlanUnit,
  plan: Plan,
): Promise<PlannedUnit | null> {
  const order = orderFor(campaign.spec, 'plan', repository, { units: [] });
  const { shard, images } = unit;
  return await keepNarrowed(order, servicesOf(campaign), { shard, plan, images, hasInventory: wantsInventory(unit.plan, plan) });
}

function servicesOf({ store, spec }: OpenCampaign): Services {
  const { cache, files } = spec.limits;
  return {
    store,
    clones: openCloneCache({ folder: null, mostBytes: cache, mostFiles: files }),
    secret: (name) => process.env[name] ?? null,
    trusts: () => false,
    signal: new AbortController().signal,
  };
}

/** One that is compressed has no hunk that anybody could have decided: it goes with the rest. */
function wantsInventory(before: Plan, decided: Plan): boolean {
  const made = before.changes.find((change) => isInventoryChange(change, before));
  if (made === undefined) return false;
  return made.path === INVENTORY_PATHS.compressed || decided.changes.some(({ path }) => path === made.path);
}
