import type { CampaignSpec } from '../../model/campaign-spec.js';
import type { UnitState } from '../../model/campaign-state.js';

/**
 * The branch of a unit: the one that it was pushed to, whatever the manifest says now; else a function of the campaign and the shard.
 * Two dashes, as a name below another cannot stand beside it in git.
 */
export function branchOf(
  { publish }: Pick<CampaignSpec, 'publish'>,
  { shard, pushed }: Pick<UnitState, 'shard' | 'pushed'>,
): string {
  return pushed?.branch ?? (shard === '' ? publish.branch : `${publish.branch}--${shard}`);
}
