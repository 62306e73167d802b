import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import { messageOf } from '../../core/errors.js';
import type { Job } from '../jobs/job.js';
import { readRedisAddress } from '../redis/address.js';
import { checkRedis } from '../redis/check-redis.js';
import { CALL_TIME, connectRedis, endingCopies, installed, untilReady, within } from '../redis/connect.js';
import type { Store } from '../store/store.js';
import type { LeftEnd } from './end-schema.js';
import type { JobEnd } from './engine.js';
import { isJob } from './job-schema.js';
import type { WorkerSetting } from './performer.js';
import { ENDED, NO_ORDER, queueName, type RedisLane, readLanes, redisTime, takeStart } from './redis-lanes.js';
import { WorkerPool } from './worker-pool.js';

export interface LaneWorkersOptions {
  readonly url: string;
  readonly store: Store;
  readonly setting: WorkerSetting;
  /** MiB that one job may have. */
  readonly memory: number;
  /** Jobs that compute, at a time, in each lane of theirs. */
  readonly jobs: number;
  /** Jobs that wait for hosts, at a time, in each lane of theirs. */
  readonly waits: number;
  /** Which lanes: `plan:*`, `publish:github.com`. Empty: all. */
  readonly lanes: readonly string[];
  readonly log: (event: WorkerLog) => void;
  /** Milliseconds that a job belongs to a worker without a sign of life; default: 30,000. For tests. */
  readonly lock?: number;
  /** Milliseconds between two looks for new lanes; default: 2,000. */
  readonly discover?: number;
  /** Milliseconds after which a lane that is named no longer is let go; default: 60,000. */
  readonly letGo?: number;
  /** Lanes at most; default: {@link MOST_LANES}. For tests. */
  readonly mostLanes?: number;
}

/** Lanes that one worker works on: each costs it two connections, and which there are is what anybody says who reaches the Redis. */
const MOST_LANES = 500;

/** What a worker tells. Every text is ours, or a name that was checked. */
export interface WorkerLog {
  readonly level: 'info' | 'warn';
  readonly message: string;
  readonly job?: string;
  readonly lane?: string;
}

interface LaneWorker {
  readonly worker: Worker;
  /** Ends its connections. */
  readonly disconnect: () => void;
  lane: RedisLane;
  /** When the Redis named its lane last, by the clock of this process. */
  namedAt: number;
}

export interface LaneWorkers {
  /** Takes nothing new, lets jobs end for as long as the deadline (milliseconds) allows, then leaves them to others. */
  close(deadline: number): Promise<void>;
}

/**
 * Works on all campaigns of a Redis. Jobs run in worker processes, so that none can block the loop that says to Redis: still here.
 *
 * @throws CodemodError `usage`, `queue-missing`, `queue-unsafe`, `queue-unavailable`.
 */
export async function openLaneWorkers(options: LaneWorkersOptions): Promise<LaneWorkers> {
  const bullmq = await installed(() => import('bullmq'));
  const { shown } = readRedisAddress(options.url);
  const client = await connectRedis(options.url);
  try {
    await untilReady(client, shown);
    for (const message of await checkRedis(client, shown)) options.log({ level: 'warn', message });
  } catch (thrown) {
    client.disconnect();
    throw thrown;
  }
  const pool = new WorkerPool({ setting: options.setting, memory: options.memory, kept: options.jobs + options.waits });
  const workers = new Map<string, LaneWorker>();
  /** Those of lanes that were let go: they let their jobs end. */
  const leaving = new Set<LaneWorker>();
  const over = new AbortController();

  async function open(lane: RedisLane): Promise<void> {
    const connection = await connectRedis(options.url, { patient: true });
    const disconnect = endingCopies(connection);
    const queue = queueName(lane.campaign, lane.lane);
    const worker = new bullmq.Worker(queue, async ({ id, data }) => await carryOut(entry, id, data), {
      connection,
      concurrency: Math.max(1, Math.min(lane.limits.concurrency, lane.lane.startsWith('plan') ? options.jobs : options.waits)),
      // Without it a lane that rests is not looked at. The limits themselves are counted by `takeStart`.
      limiter: { max: 1_000_000, duration: 1_000 },
      lockDuration: options.lock ?? 30_000,
      stalledInterval: options.lock ?? 30_000,
      maxStalledCount: 1,
      drainDelay: 2,
    });
    const entry: LaneWorker = { worker, lane, disconnect, namedAt: performance.now() };
    worker.on('error', () => {});
    worker.on('stalled', (job) =>
      options.log({ level: 'warn', message: 'a worker is gone; its job is taken over', job, lane: lane.lane }),
    );
    // What it could not leave in a store is asked for at once.
    worker.on('failed', (job) => void client.publish(ENDED, job?.id ?? '').catch(() => {}));
    workers.set(queue, entry);
    options.log({ level: 'info', message: `works on ${lane.lane} of ${lane.campaign}`, lane: lane.lane });
  }

  async function carryOut(entry: LaneWorker, id: string | undefined, data: unknown): Promise<void> {
    const name = entry.lane.lane;
    if (!isJob(data) || data.id !== id || data.lane !== name || data.campaign !== entry.lane.campaign) {
      options.log({ level: 'warn', message: 'something that is no job was in the queue', lane: name });
      throw new bullmq.UnrecoverableError('this is no job');
    }
    const wait = await takeStart(client, entry.lane, data.id);
    if (wait > 0) return await rest(entry.worker, wait);
    options.log({ level: 'info', message: `begins ${data.stage}`, job: data.id, lane: name });
    const end = await pool.run(data).catch((thrown: unknown) => {
      // Left to others: back in the queue, without using an attempt.
      throw over.signal.aborted ? new bullmq.RateLimitError() : thrown;
    });
    if (end.kind === 'no-order') {
      const message = `${end.message}; this worker's is ${options.store.address}. Do all workers have the same --store?`;
      options.log({ level: 'warn', message, job: data.id, lane: name });
      throw new bullmq.UnrecoverableError(NO_ORDER);
    }
    if (end.kind === 'paused') {
      options.log({
        level: 'info',
        message: `the host asks to wait until ${new Date(end.until).toISOString()}`,
        job: data.id,
        lane: name,
      });
      if (end.events.length === 0) return await rest(entry.worker, end.until - Date.now());
      await within(CALL_TIME, 'let a lane rest', entry.worker.rateLimit(Math.max(1, end.until - Date.now())));
    }
    await leave(data, end);
    options.log({ level: end.kind === 'lost' ? 'warn' : 'info', message: told(end), job: data.id, lane: name });
  }

  /** Puts the job at hand back, without using an attempt, and lets its lane rest: for all workers. */
  async function rest(worker: Worker, milliseconds: number): Promise<never> {
    await within(CALL_TIME, 'let a lane rest', worker.rateLimit(Math.max(1, Math.ceil(milliseconds))));
    throw new bullmq.RateLimitError();
  }

  async function leave(job: Job, end: JobEnd): Promise<void> {
    const left: LeftEnd = { at: await patientTime(), end };
    await options.store.put('result', job.id.slice(1), Buffer.from(JSON.stringify(left)));
    client.publish(ENDED, job.id).catch(() => {});
  }

  /** Redis may be away just when a job ends. */
  async function patientTime(): Promise<number> {
    for (let tries = 0; ; tries++) {
      try {
        return await redisTime(client);
      } catch (thrown) {
        if (tries >= 60 || over.signal.aborted) throw thrown;
        await sleep(500);
      }
    }
  }

  let isFull = false;

  /** False where the worker has as many lanes as it takes; that is told once. */
  function hasRoom(): boolean {
    const most = options.mostLanes ?? MOST_LANES;
    if (workers.size < most) return true;
    const message = `the Redis at ${shown} names more than ${most} lanes; the others are left alone. Say which this worker is for: --lanes. Or forget those of old campaigns: redis-cli DEL codemod:lanes. Campaigns that run name theirs again`;
    if (!isFull) options.log({ level: 'warn', message });
    isFull = true;
    return false;
  }

  /** Jobs of theirs that run are let end. A lane that is missing for a moment stays: a Redis may have lost all, and be told of it again. */
  function letGo(): void {
    const until = performance.now() - (options.letGo ?? 60_000);
    for (const [queue, entry] of workers) {
      if (entry.namedAt >= until) continue;
      workers.delete(queue);
      leaving.add(entry);
      const left = (): void => {
        entry.disconnect();
        leaving.delete(entry);
      };
      void entry.worker.close().then(left, left);
      const { lane, campaign } = entry.lane;
      options.log({ level: 'info', message: `lets go of ${lane} of ${campaign}, which has ended`, lane });
    }
  }

  async function discover(): Promise<void> {
    for (let away = false; !over.signal.aborted; ) {
      try {
        for (const lane of await readLanes(client)) {
          const known = workers.get(queueName(lane.campaign, lane.lane));
          if (known !== undefined) Object.assign(known, { lane, namedAt: performance.now() });
          else if (isWanted(lane.lane, options.lanes) && !over.signal.aborted && hasRoom()) await open(lane);
        }
        if (away) {
          // What it has forgotten meanwhile, campaigns that run name again.
          for (const entry of workers.values()) entry.namedAt = performance.now();
          options.log({ level: 'info', message: `the Redis at ${shown} is back` });
        }
        letGo();
        away = false;
      } catch (thrown) {
        if (!away) options.log({ level: 'warn', message: `${messageOf(thrown)} Waiting for it.` });
        away = true;
      }
      await sleep(options.discover ?? 2_000, undefined, { signal: over.signal }).catch(() => {});
    }
  }

  const discovering = discover();
  return {
    async close(deadline) {
      over.abort();
      await discovering;
      const all = [...workers.values(), ...leaving];
      const late = new AbortController();
      const ended = Promise.all(all.map(({ worker }) => worker.close()));
      await Promise.race([ended, sleep(deadline, undefined, { signal: late.signal }).catch(() => {})]);
      late.abort();
      await pool.close();
      // What was left is put back.
      await within(2_000, 'be left', ended).catch(() => {});
      for (const { disconnect } of all) disconnect();
      // Those that waited for a Redis that is away stop their timers only now.
      await within(2_000, 'be left', ended).catch(() => {});
      client.disconnect();
    },
  };
}

function told(end: JobEnd): string {
  return end.kind === 'lost' ? `${end.code}: ${end.message}` : end.kind;
}

/** `publish:*` is every lane that begins so. */
export function isWanted(lane: string, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((one) => (one.endsWith('*') ? lane.startsWith(one.slice(0, -1)) : lane === one));
}
