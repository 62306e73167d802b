import type { WorkerSetting } from '../bulk/engines/performer.js';
import type { Job, Order } from '../bulk/jobs/job.js';
import type { CampaignSpec } from '../bulk/model/campaign-spec.js';
import type { Stage } from '../bulk/model/events.js';
import type { Store } from '../bulk/store/store.js';
import { sha256 } from '../core/hash.js';
import { canonicalJson } from '../core/plan.js';

const SPEC: CampaignSpec = {
  codemodCampaign: 1,
  name: 'sample',
  tool: '0.0.0',
  asked: { kind: 'codemod', name: 'sqlite-pool', params: {} },
  summary: 'A sample.',
  digest: null,
  store: null,
  options: { threshold: 'safe', paths: [], include: [], exclude: [], noIgnore: false, maxSize: 1_000_000 },
  inventory: false,
  identity: { name: 'Sample', email: 'sample@example.org' },
  publish: {
    branch: 'codemod/sample',
    title: 't',
    body: 'b',
    draft: false,
    labels: [],
    reviewers: [],
    assignees: [],
    codeowners: false,
    shard: 'none',
    onHumanCommit: 'stop',
    onClosed: 'respect',
    merge: 'merge',
    sign: false,
  },
  waves: { sizes: [], waitForChecks: false, checksWithin: 7_200_000, stopAt: 1 },
  limits: { deadline: 60_000, memory: 1_024, cache: 0, files: 1_000 },
  hosts: [],
};

export interface SampleJob {
  /** What {@link ../testing/odd-performer.ts} does with it: `done`, `crash`, `note /file` ... */
  readonly does: string;
  readonly stage?: Stage;
  readonly lane?: string;
  readonly attempt?: number;
  /** Milliseconds. */
  readonly deadline?: number;
  /** MiB. */
  readonly memory?: number;
}

/** Puts an order into a store that tells the odd performer what to do, and names its job. */
export async function sampleJob(store: Store, sample: SampleJob): Promise<Job> {
  const { stage = 'plan', lane = 'plan', attempt = 1, deadline = 60_000, memory = 1_024 } = sample;
  const bytes = canonicalJson(sampleOrder(sample.does, stage, { ...SPEC.limits, deadline, memory }));
  const order = sha256(bytes);
  await store.put('order', order, Buffer.from(bytes));
  return { id: `j${sha256(`${order}:${lane}:${attempt}`).slice(0, 40)}`, campaign: SPEC.name, stage, lane, order, attempt };
}

export function sampleOrder(does = 'done', stage: Stage = 'plan', limits: CampaignSpec['limits'] = SPEC.limits): Order {
  return {
    spec: { ...SPEC, limits },
    stage,
    target: {
      repo: does,
      url: 'file:///nowhere',
      host: 'local',
      base: null,
      wave: 1,
      groups: [],
      params: {},
      include: [],
      exclude: [],
    },
    host: {
      host: 'local',
      forge: null,
      api: null,
      token: null,
      user: '',
      allowHttp: false,
      pace: { perMinute: 1, perHour: 1, connections: 1, openPullRequests: null, hours: null, days: null },
    },
    base: null,
    units: [],
    publisher: 'branch',
    rejected: [],
  };
}

/** What a worker is started with to carry out sample jobs. */
export function sampleSetting(store: Store, more: Partial<WorkerSetting> = {}): WorkerSetting {
  return {
    performer: new URL('./odd-performer.js', import.meta.url).href,
    store: store.address,
    redisUrl: null,
    secrets: { SAMPLE_TOKEN: 'canary-8c1f' },
    trusted: [],
    ...more,
  };
}
