import * as v from 'valibot';
import { sha256 } from '../../core/hash.js';
import { CampaignSchema } from '../manifest/campaign-file.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import type { Store } from '../store/store.js';

/** The spec that a worker has read last: all jobs of a campaign have the same. */
let last: { readonly hash: string; readonly spec: CampaignSpec } | null = null;

/** The spec of a campaign in the store, checked; null when it is not there or is another. */
export async function readSpec(store: Store, hash: string): Promise<CampaignSpec | null> {
  if (last?.hash === hash) return last.spec;
  const bytes = await store.get('spec', hash);
  if (bytes === null || sha256(bytes) !== hash) return null;
  try {
    const read = v.safeParse(CampaignSchema, JSON.parse(bytes.toString('utf8')));
    if (read.success) last = { hash, spec: read.output };
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}
