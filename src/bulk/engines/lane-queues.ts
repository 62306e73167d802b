import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Job } from '../jobs/job.js';
import { CALL_TIME, within } from '../redis/connect.js';
import type { EngineCounts, LaneLimits } from './engine.js';
import { forgetEmptyLanes } from './forget-lanes.js';
import { queueName, registerLane } from './redis-lanes.js';

export interface LaneQueuesOptions {
  readonly client: Redis;
  readonly campaign: string;
  readonly limitsOf: (lane: string) => LaneLimits;
  readonly open: (name: string) => Queue;
}

/** Ended jobs that are kept in a queue, to be looked at. */
const KEPT = { removeOnComplete: { count: 100 }, removeOnFail: { count: 1_000 } };

/** The queues of a campaign's lanes in a Redis. All calls throw `queue-unavailable` where it gives no answer. */
export class LaneQueues {
  readonly #options: LaneQueuesOptions;
  readonly #queues = new Map<string, Queue>();
  readonly #puts = new Set<Promise<void>>();
  #closing = false;

  constructor(options: LaneQueuesOptions) {
    this.#options = options;
  }

  of(lane: string): Queue {
    const known = this.#queues.get(lane);
    if (known !== undefined) return known;
    const queue = this.#options.open(queueName(this.#options.campaign, lane));
    queue.on('error', () => {});
    this.#queues.set(lane, queue);
    return queue;
  }

  async register(lane: string): Promise<void> {
    const { client, campaign, limitsOf } = this.#options;
    await registerLane(client, { campaign, lane, limits: limitsOf(lane) });
  }

  /** @returns jobs that workers hold, and until when lanes rest. */
  async counts(): Promise<Pick<EngineCounts, 'active' | 'resting'>> {
    let active = 0;
    const resting: Record<string, number> = {};
    for (const [lane, queue] of this.#queues) {
      active += await within(CALL_TIME, 'count jobs', queue.getActiveCount());
      const wait = await within(CALL_TIME, 'tell how long a lane rests', queue.getRateLimitTtl(Number.MAX_SAFE_INTEGER));
      if (wait > 0) resting[lane] = Date.now() + wait;
    }
    return { active, resting };
  }

  /** Puts a job in, unless what nobody has begun is taken back already. Putting in what is there is no fault. */
  async putIn(job: Job): Promise<void> {
    if (this.#closing) return;
    const put = this.#put(job).finally(() => this.#puts.delete(put));
    this.#puts.add(put);
    await put;
  }

  /** What has ended before is taken out first. */
  async #put(job: Job): Promise<void> {
    const { lane } = job;
    const queue = this.of(lane);
    await this.register(lane);
    await within(CALL_TIME, 'limit a lane', queue.setGlobalConcurrency(this.#options.limitsOf(lane).concurrency));
    const state = await within(CALL_TIME, 'tell of a job', queue.getJobState(job.id));
    if (state === 'completed' || state === 'failed') await within(CALL_TIME, 'take out a job', queue.remove(job.id));
    await within(CALL_TIME, 'take a job', queue.add(job.stage, job, { jobId: job.id, attempts: 1, ...KEPT }));
  }

  /** Takes out of the queues what no worker has begun, and lets nothing in any more: nobody will hear of it. It never throws. */
  async takeBack(): Promise<void> {
    this.#closing = true;
    await Promise.allSettled(this.#puts);
    const taken = [...this.#queues.values()].map((queue) => within(CALL_TIME, 'take jobs back', queue.drain(true)));
    await Promise.allSettled(taken);
  }

  async forgetEmpty(): Promise<void> {
    const { client, campaign } = this.#options;
    await forgetEmptyLanes({ client, campaign, queueOf: (lane) => this.of(lane) });
  }

  /** It never throws. */
  async close(): Promise<void> {
    const closed = Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    await within(1_000, 'be left', closed).catch(() => {});
  }
}
