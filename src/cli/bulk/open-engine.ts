import type { OpenCampaign } from '../../bulk/campaign/open-campaign.js';
import type { Engine, LaneLimits } from '../../bulk/engines/engine.js';
import { settingsOf } from '../../bulk/hosts/known-hosts.js';
import { secretNames } from '../../bulk/hosts/secrets.js';
import type { CampaignSpec } from '../../bulk/model/campaign-spec.js';
import type { RunningOptions } from './options.js';

/** What carries out the jobs of a verb. The caller closes it. */
export async function openEngine({ spec, store }: OpenCampaign, { jobs }: RunningOptions): Promise<Engine> {
  const { localEngine } = await import('../../bulk/engines/local-engine.js');
  return localEngine({
    setting: {
      performer: new URL('../../bulk/jobs/perform.js', import.meta.url).href,
      store: store.address,
      redisUrl: process.env['REDIS_URL'] ?? null,
      secrets: secretsOf(spec),
      trusted: spec.digest === null ? [] : [spec.asked.name],
    },
    memory: spec.limits.memory,
    limitsOf: (lane) => limitsOf(lane, spec),
    ...(jobs === undefined ? {} : { jobs }),
  });
}

function secretsOf({ hosts }: CampaignSpec): Readonly<Record<string, string>> {
  const found = [...secretNames(hosts)].flatMap((name) => {
    const value = process.env[name];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

/** A lane is named `publish:github.com`; what only reads is not paced, but never has more connections than the host allows. */
export function limitsOf(lane: string, { hosts }: Pick<CampaignSpec, 'hosts'>): LaneLimits {
  const at = lane.indexOf(':');
  const { pace } = settingsOf(lane.slice(at + 1), hosts);
  if (lane.slice(0, at) !== 'publish') return { concurrency: pace.connections, perMinute: null, perHour: null };
  return { concurrency: pace.connections, perMinute: pace.perMinute, perHour: pace.perHour };
}
