import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { CodemodError, messageOf } from '../../core/errors.js';
import type { Job } from '../jobs/job.js';
import { readRedisAddress } from '../redis/address.js';
import { checkRedis } from '../redis/check-redis.js';
import { CALL_TIME, connectRedis, installed, untilReady, within } from '../redis/connect.js';
import type { Store } from '../store/store.js';
import { readLeftEnd } from './end-schema.js';
import type { Engine, EngineCounts, JobEnd, LaneLimits } from './engine.js';
import { forgetJobs } from './forget-lanes.js';
import { LaneQueues } from './lane-queues.js';
import { ENDED, NO_ORDER, queueName, redisTime } from './redis-lanes.js';

export interface BullmqEngineOptions {
  /** `redis://[user:password@]host[:port][/database]`. */
  readonly url: string;
  /** That of the workers. */
  readonly store: Store;
  readonly campaign: string;
  readonly limitsOf: (lane: string) => LaneLimits;
  /** Called before a job is given out again, since what it needs may be lost as well: puts its order into the store. */
  readonly prepare?: (job: Job) => Promise<void>;
  /** A line for a person: Redis is away, it is back, no worker is there. */
  readonly notice: (line: string) => void;
  /** Milliseconds between two looks for what was not told; default: 1,000. */
  readonly poll?: number;
  /** Milliseconds without any worker of a lane before that is told; default: 10,000. */
  readonly withoutWorker?: number;
}

/** So often a job is given to workers that die with it, each time twice, before it is taken for what kills them. */
const MOST_DEATHS = 3;

const NOT_SHARED = 'a worker has not found the order in its store. Do all workers have the same --store?';

/** Jobs that are looked at in one round, so that thousands that wait cost little. */
const LOOKS = 100;

interface Pending {
  readonly job: Job;
  readonly resolve: (end: JobEnd) => void;
  readonly reject: (error: CodemodError) => void;
  /** An end that was left before this is one of an earlier run. By the clock of Redis; null: it is not in the queue yet. */
  since: number | null;
  /** When it is looked at next, and how long it is waited until then. */
  lookAt: number;
  pause: number;
  deaths: number;
  /** So often a worker did not find its order. */
  missed: number;
}

/**
 * Has jobs carried out by workers on other machines, through a Redis that may lose everything at any time: an end is what stands in
 * the store, and what is no longer in Redis is put in again.
 *
 * @throws CodemodError `usage`, `queue-missing`, `queue-unsafe`, `queue-unavailable`.
 */
export async function bullmqEngine(options: BullmqEngineOptions): Promise<Engine> {
  const { Queue: BullQueue } = await installed(() => import('bullmq'));
  const { shown } = readRedisAddress(options.url);
  const client = await connectRedis(options.url);
  const hearing = await connectRedis(options.url, { patient: true });
  try {
    await untilReady(client, shown);
    for (const line of await checkRedis(client, shown)) options.notice(line);
  } catch (thrown) {
    client.disconnect();
    hearing.disconnect();
    throw thrown;
  }
  const open = (name: string): Queue => new BullQueue(name, { connection: client });
  const { campaign, limitsOf } = options;
  await forgetJobs({ client, campaign, queueOf: (lane) => open(queueName(campaign, lane)) });
  return new BullmqEngine(options, { client, hearing, shown, queues: new LaneQueues({ client, campaign, limitsOf, open }) });
}

interface Connections {
  readonly client: Redis;
  readonly hearing: Redis;
  readonly shown: string;
  readonly queues: LaneQueues;
}

class BullmqEngine implements Engine {
  readonly name = 'bullmq';
  readonly #options: BullmqEngineOptions;
  readonly #redis: Connections;
  readonly #pending = new Map<string, Pending>();
  readonly #workersSeen = new Map<string, number>();
  readonly #over = new AbortController();
  readonly #round: Promise<void>;
  #away = false;
  #closing = false;

  constructor(options: BullmqEngineOptions, redis: Connections) {
    this.#options = options;
    this.#redis = redis;
    redis.hearing.on('message', (_, id) => {
      const one = this.#pending.get(id);
      if (one !== undefined) void this.#look(one).catch(() => {});
    });
    redis.hearing.subscribe(ENDED).catch(() => {});
    this.#round = this.#lookAround();
  }

  run(job: Job): Promise<JobEnd> {
    if (this.#closing) return Promise.reject(stopped());
    const known = this.#pending.get(job.id);
    if (known !== undefined) throw new CodemodError('internal', `The job ${job.id} runs already.`);
    return new Promise((resolve, reject) => {
      const one: Pending = { job, resolve, reject, since: null, lookAt: 0, pause: this.#poll(), deaths: 0, missed: 0 };
      this.#pending.set(job.id, one);
      // Where that fails, the next round tries again.
      void this.#look(one).catch(() => {});
    });
  }

  async rest(lane: string, until: number): Promise<void> {
    const wait = Math.ceil(until - Date.now());
    if (wait > 0) await within(CALL_TIME, 'let a lane rest', this.#redis.queues.of(lane).rateLimit(wait));
  }

  async counts(): Promise<EngineCounts> {
    const { active, resting } = await this.#redis.queues.counts();
    return { waiting: Math.max(0, this.#pending.size - active), active, resting };
  }

  async close(deadline: number): Promise<void> {
    const until = Date.now() + deadline;
    this.#closing = true;
    await this.#redis.queues.takeBack();
    while (this.#pending.size > 0 && Date.now() < until && (await this.#isActive())) await sleep(50);
    this.#over.abort();
    for (const one of this.#pending.values()) one.reject(stopped());
    this.#pending.clear();
    await this.#round;
    // A worker may have put one back meanwhile, whose lane has to rest.
    await this.#redis.queues.takeBack();
    if (!this.#away) await this.#redis.queues.forgetEmpty().catch(() => {});
    await this.#redis.queues.close();
    this.#redis.client.disconnect();
    this.#redis.hearing.disconnect();
  }

  async #isActive(): Promise<boolean> {
    return await this.counts().then(
      ({ active }) => active > 0,
      () => false,
    );
  }

  #poll(): number {
    return this.#options.poll ?? 1_000;
  }

  /** Looks at what is due, again and again. Redis may be away at any time. */
  async #lookAround(): Promise<void> {
    for (let pause = this.#poll(); !this.#over.signal.aborted; ) {
      await sleep(pause, undefined, { signal: this.#over.signal }).catch(() => {});
      try {
        await this.#lookAtDue();
        pause = this.#poll();
        if (this.#away) this.#options.notice(`The Redis at ${this.#redis.shown} is back.`);
        this.#away = false;
      } catch (thrown) {
        if (this.#over.signal.aborted) return;
        if (!this.#away) this.#options.notice(`${messageOf(thrown)} Waiting for it.`);
        this.#away = true;
        pause = Math.min(pause * 2, 5_000);
      }
    }
  }

  async #lookAtDue(): Promise<void> {
    await within(CALL_TIME, 'answer', this.#redis.client.ping());
    const now = Date.now();
    const due = [...this.#pending.values()].filter(({ lookAt }) => lookAt <= now).slice(0, LOOKS);
    for (const one of due) if (!this.#over.signal.aborted) await this.#look(one);
    for (const lane of new Set([...this.#pending.values()].map(({ job }) => job.lane))) {
      // Another coordinator of the campaign may have found it empty, and forgotten it, before our job was in.
      await this.#redis.queues.register(lane);
      await this.#missWorkers(lane, now);
    }
  }

  async #missWorkers(lane: string, now: number): Promise<void> {
    const count = await within(CALL_TIME, 'count workers', this.#redis.queues.of(lane).getWorkersCount());
    const seen = this.#workersSeen.get(lane) ?? now;
    if (count > 0 || !this.#workersSeen.has(lane)) this.#workersSeen.set(lane, now);
    else if (now - seen > (this.#options.withoutWorker ?? 10_000)) {
      this.#workersSeen.set(lane, Number.POSITIVE_INFINITY);
      this.#options.notice(`No worker takes jobs of ${lane}. Start one: codemod worker --queue ${this.#redis.shown}`);
    }
  }

  /** Brings a job one step on: answers it where it has ended, puts it in where it is not in Redis. */
  async #look(one: Pending): Promise<void> {
    one.lookAt = Date.now() + one.pause;
    one.pause = Math.min(one.pause * 1.5, 15 * this.#poll());
    if (one.since === null) {
      const since = await redisTime(this.#redis.client);
      await this.#redis.queues.putIn(one.job);
      one.since ??= since;
      return;
    }
    if (await this.#answerLeft(one, one.since)) return;
    const queue = this.#redis.queues.of(one.job.lane);
    const state = await within(CALL_TIME, 'tell of a job', queue.getJobState(one.job.id));
    if (state !== 'unknown' && state !== 'completed' && state !== 'failed') return;
    // It may have ended between the two looks.
    if (await this.#answerLeft(one, one.since)) return;
    if (state === 'failed' && (await this.#countFailure(one))) return;
    if (this.#closing) return;
    await this.#options.prepare?.(one.job);
    await this.#redis.queues.putIn(one.job);
    one.pause = this.#poll();
  }

  async #answerLeft(one: Pending, since: number): Promise<boolean> {
    const bytes = await this.#options.store.get('result', one.job.id.slice(1));
    const left = bytes === null ? null : readLeftEnd(bytes);
    if (left === null || left.at < since) return false;
    this.#settle(one, left.end);
    return true;
  }

  /** True when that was once too often, and the job has its end. */
  async #countFailure(one: Pending): Promise<boolean> {
    const { job } = one;
    const failed = await within(CALL_TIME, 'tell of a job', this.#redis.queues.of(job.lane).getJob(job.id));
    if (failed?.failedReason === NO_ORDER) {
      if (++one.missed >= MOST_DEATHS) this.#settle(one, { kind: 'lost', code: 'order-missing', message: NOT_SHARED });
    } else if (++one.deaths >= MOST_DEATHS) {
      const message = `it was given to workers ${one.deaths} times, and none of them has ended it`;
      this.#settle(one, { kind: 'lost', code: 'worker-crash', message });
    }
    return !this.#pending.has(job.id);
  }

  #settle(one: Pending, end: JobEnd): void {
    if (this.#pending.get(one.job.id) !== one) return;
    this.#pending.delete(one.job.id);
    one.resolve(end);
  }
}

function stopped(): CodemodError {
  return new CodemodError('interrupted', 'The engine is closed: the job was not carried out.');
}
