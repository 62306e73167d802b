import type { CampaignSpec } from '../../model/campaign-spec.js';

/** The branch of a unit: a function of the campaign and the shard. Two dashes, as a name below another cannot stand beside it in git. */
export function branchOf({ publish }: Pick<CampaignSpec, 'publish'>, shard: string): string {
  return shard === '' ? publish.branch : `${publish.branch}--${shard}`;
}
