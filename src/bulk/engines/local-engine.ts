import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodemodError } from '../../core/errors.js';
import type { Job } from '../jobs/job.js';
import type { Engine, JobEnd, LaneLimits } from './engine.js';
import { LaneScheduler } from './lane-scheduler.js';
import type { WorkerSetting } from './performer.js';
import { WorkerPool } from './worker-pool.js';

export interface LocalEngineOptions {
  readonly setting: WorkerSetting;
  /** MiB that one job may have, with all that it starts. */
  readonly memory: number;
  readonly limitsOf: (lane: string) => LaneLimits;
  /** Jobs that compute (`plan`), at a time; default: one a processor. */
  readonly jobs?: number;
  /** Jobs that wait for hosts (all other stages), at a time; default: four a processor, 16 at most. */
  readonly waits?: number;
  /** Jobs after which a worker is replaced; default: 200. */
  readonly jobsEach?: number;
}

interface Submitted {
  readonly job: Job;
  readonly lane: string;
  readonly slot: 'computes' | 'waits';
  readonly resolve: (end: JobEnd) => void;
  readonly reject: (error: unknown) => void;
}

/** The longest that a timer waits. */
const LONGEST = 2 ** 31 - 1;

/** Carries out jobs on this machine, in worker processes. Without a server. */
export function localEngine(options: LocalEngineOptions): Engine {
  const jobs = Math.max(1, options.jobs ?? availableParallelism());
  const waits = Math.max(1, options.waits ?? Math.min(16, 4 * availableParallelism()));
  const pool = new WorkerPool({ ...options, kept: jobs + waits });
  const lanes = new LaneScheduler<Submitted>(options.limitsOf, { computes: jobs, waits });
  const running = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function startMore(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    while (!closed) {
      const next = lanes.take(Date.now());
      if ('one' in next) {
        const work = carryOut(next.one).finally(() => running.delete(work));
        running.add(work);
        continue;
      }
      if (next.at !== null) timer = setTimeout(startMore, Math.min(LONGEST, Math.max(1, next.at - Date.now())));
      return;
    }
  }

  async function carryOut(one: Submitted): Promise<void> {
    try {
      settle(one, await endOf(one.job));
    } catch (thrown) {
      one.reject(thrown);
    } finally {
      lanes.ended(one);
      startMore();
    }
  }

  async function endOf(job: Job): Promise<JobEnd> {
    const end = await pool.run(job);
    return end.kind === 'no-order' ? { kind: 'lost', code: 'order-missing', message: end.message } : end;
  }

  function settle(one: Submitted, end: JobEnd): void {
    if (end.kind === 'paused') lanes.rest(one.lane, end.until);
    if (end.kind !== 'paused' || end.events.length > 0) one.resolve(end);
    else if (closed) one.reject(stopped());
    else lanes.add(one, true);
  }

  return {
    name: 'local',
    run: (job) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(stopped());
          return;
        }
        lanes.add({ job, lane: job.lane, slot: job.stage === 'plan' ? 'computes' : 'waits', resolve, reject });
        startMore();
      }),
    async rest(lane, until) {
      lanes.rest(lane, until);
    },
    async counts() {
      return lanes.counts(Date.now());
    },
    async close(deadline) {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      for (const one of lanes.drain()) one.reject(stopped());
      const over = new AbortController();
      await Promise.race([Promise.all(running), sleep(deadline, undefined, { signal: over.signal }).catch(() => {})]);
      over.abort();
      await pool.close();
      await Promise.all(running);
    },
  };
}

function stopped(): CodemodError {
  return new CodemodError('interrupted', 'The engine is closed: the job was not carried out.');
}
