import type { OpenCampaign } from '../../bulk/campaign/open-campaign.js';
import type { Engine, LaneLimits } from '../../bulk/engines/engine.js';
import { settingsOf } from '../../bulk/hosts/known-hosts.js';
import { secretNames } from '../../bulk/hosts/secrets.js';
import type { CampaignSpec } from '../../bulk/model/campaign-spec.js';
import { openStore } from '../../bulk/store/open-store.js';
import { CodemodError } from '../../core/errors.js';
import type { RunningOptions } from './options.js';

/**
 * What carries out the jobs of a verb. The caller closes it.
 *
 * @param notice takes a line for a person: the queue is away, nobody works on it.
 * @throws CodemodError `usage` for a queue without an address, and as the engines do.
 */
export async function openEngine(
  campaign: OpenCampaign,
  options: RunningOptions,
  notice: (line: string) => void,
): Promise<Engine> {
  return options.engine === 'bullmq' ? await openQueue(campaign, options, notice) : await openLocal(campaign, options);
}

async function openLocal({ spec, store }: OpenCampaign, { jobs }: RunningOptions): Promise<Engine> {
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

async function openQueue(
  { spec, store: own }: OpenCampaign,
  { queue }: RunningOptions,
  notice: (line: string) => void,
): Promise<Engine> {
  const url = queue ?? process.env['REDIS_URL'];
  if (url === undefined || url === '') {
    throw new CodemodError('usage', 'A queue needs a Redis: --queue redis://host:6379, or REDIS_URL in the environment.');
  }
  const [{ bullmqEngine }, { offer, sharingEngine }] = await Promise.all([
    import('../../bulk/engines/bullmq-engine.js'),
    import('../../bulk/engines/sharing-engine.js'),
  ]);
  const store = await openStore(spec.store ?? url, { redisUrl: url });
  const engine = await bullmqEngine({
    ...{ url, store, campaign: spec.name, notice },
    limitsOf: (lane) => limitsOf(lane, spec),
    prepare: async (job) => void (await offer(job, own, store)),
  });
  return sharingEngine(engine, own, store);
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
