import { sha256 } from '../../core/hash.js';
import { canonicalJson } from '../../core/plan.js';
import type { CampaignSpec } from './campaign-spec.js';

export type Wish = Pick<CampaignSpec, 'asked' | 'options' | 'digest' | 'publish' | 'inventory'>;

/** What a campaign asks for, as a hash: plans that were made by another wish are not what is asked for now. */
export function wishOf({ asked, options, digest, publish, inventory }: Wish): string {
  return sha256(canonicalJson({ asked, options, digest, shard: publish.shard, inventory }));
}
