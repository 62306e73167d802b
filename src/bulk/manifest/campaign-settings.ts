import type { CampaignSpec, Limits, PublishSettings, WaveSettings } from '../model/campaign-spec.js';
import { hostsOf, withoutUndefined } from './manifest-hosts.js';
import type { Manifest } from './manifest-schema.js';

/** Empty texts stand for the toolkit's own title and body. */
const PUBLISH: Omit<PublishSettings, 'branch'> = {
  ...{ title: '', body: '', draft: false, labels: [], reviewers: [], assignees: [], codeowners: false },
  ...{ shard: 'none', onHumanCommit: 'stop', onClosed: 'respect', merge: 'squash', sign: false },
};
const MINUTE = 60_000;
export const USUAL_WAVES: WaveSettings = { sizes: [], waitForChecks: false, checksWithin: 120 * MINUTE, stopAt: 0.2 };
const GIB = 1024 ** 3;
export const USUAL_LIMITS: Limits = { deadline: 10 * MINUTE, memory: 2048, cache: 20 * GIB, files: 200_000 };

/** What a manifest says about a campaign beside its repositories, with what it leaves out filled in. */
export type CampaignSettings = Pick<CampaignSpec, 'publish' | 'waves' | 'limits' | 'hosts'>;

/**
 * @param name of the campaign.
 * @throws CodemodError `manifest-invalid`.
 */
export function campaignSettings(manifest: Manifest, name: string): CampaignSettings {
  return {
    publish: { branch: `codemod/${name}`, ...PUBLISH, ...withoutUndefined(manifest.publish) },
    waves: { ...USUAL_WAVES, ...withoutUndefined(manifest.waves) },
    limits: { ...USUAL_LIMITS, ...withoutUndefined(manifest.limits) },
    hosts: hostsOf(manifest),
  };
}
