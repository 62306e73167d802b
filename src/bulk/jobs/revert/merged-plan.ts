import type { PullRequest } from '../../forges/forge.js';
import type { CampaignSpec } from '../../model/campaign-spec.js';
import type { UnitState } from '../../model/campaign-state.js';
import { readMarker } from '../../publishing/marker.js';

/**
 * The plan that a merged pull request has brought into its base. What we pushed last need not be that, or is not known: who pushed it may not
 * have lived to tell, and what was undone may have been opened again. A head that is a commit of ours says it; where others have added to
 * it, its marker does.
 *
 * @returns null where nothing says it.
 */
export function mergedPlan(
  { name }: Pick<CampaignSpec, 'name'>,
  { shard, pushed, signed, planned }: Pick<UnitState, 'shard' | 'pushed' | 'signed' | 'planned'>,
  { headCommit, body }: Pick<PullRequest, 'headCommit' | 'body'>,
): string | null {
  const own = [pushed, signed, planned].find((one) => one?.commit === headCommit);
  if (own != null) return own.plan;
  const marker = readMarker(body);
  const isOfUnit = marker !== null && marker.campaign === name && marker.shard === shard;
  return isOfUnit ? marker.plan : (pushed?.plan ?? null);
}
