import type { CampaignView } from '../../bulk/campaign/open-campaign.js';
import type { RepositoryState } from '../../bulk/model/campaign-state.js';
import type { ReadStoredPlan } from '../../bulk/show/stored-plan.js';
import type { Store } from '../../bulk/store/store.js';
import { type CombinedPlan, combinePlans, type PlanUnit } from '../../bulk/units/combine-plans.js';
import { textsOf } from '../../bulk/units/images.js';
import { readKept } from '../../bulk/units/read-kept.js';
import { CodemodError } from '../../core/errors.js';

export function storedPlans(store: Store): ReadStoredPlan {
  return async (id) => {
    const kept = await readKept(store, id);
    return kept === null ? null : { plan: kept.plan, texts: textsOf(kept.images) };
  };
}

/**
 * The planned changes of repositories as one plan, to be looked at. Null where there is none.
 *
 * @throws CodemodError `plan-lost` where the store has not all of them.
 */
export async function combinedPlan(
  { store }: CampaignView,
  repositories: readonly RepositoryState[],
): Promise<CombinedPlan | null> {
  const units: PlanUnit[] = [];
  for (const { repo, units: all } of repositories) {
    for (const { shard, planned } of all) {
      if (planned === null) continue;
      const kept = await readKept(store, planned.plan);
      if (kept === null) throw new CodemodError('plan-lost', `The store has no plan ${planned.plan}. Plan the campaign again.`);
      units.push({ repo, shard, ...kept });
    }
  }
  return units.length === 0 ? null : combinePlans(units);
}
