import path from 'node:path';
import { Queue } from 'bullmq';
import { type BullmqEngineOptions, bullmqEngine } from '../bulk/engines/bullmq-engine.js';
import type { Engine, JobEnd } from '../bulk/engines/engine.js';
import { type LaneWorkers, type LaneWorkersOptions, openLaneWorkers } from '../bulk/engines/lane-workers.js';
import { queueName, registerLane } from '../bulk/engines/redis-lanes.js';
import type { Job } from '../bulk/jobs/job.js';
import { openFolderStore } from '../bulk/store/folder-store.js';
import { type RedisServer, redisProgram, redisServer, type ServerOptions } from './redis-server.js';
import { type SampleJob, sampleJob, sampleSetting } from './sample-jobs.js';
import { tempFolder } from './temp-folder.js';

const program = redisProgram();
/** That of the workers and coordinators of a cluster. */
export const store = openFolderStore(path.join(tempFolder(), 'store'));
export const FREE = { concurrency: 20, perMinute: null, perHour: null };

export interface Cluster {
  readonly redis: RedisServer;
  readonly notices: string[];
  engine(more?: Partial<BullmqEngineOptions>): Promise<Engine>;
  workers(more?: Partial<LaneWorkersOptions>): Promise<LaneWorkers>;
}

/** A Redis, and what is opened on it is closed afterwards. */
export async function withCluster(use: (cluster: Cluster) => Promise<void>, options: ServerOptions = {}): Promise<void> {
  if (program === null) return;
  const redis = await redisServer(program, options);
  const open: { close(deadline: number): Promise<void> }[] = [];
  const notices: string[] = [];
  const keep = <T extends { close(deadline: number): Promise<void> }>(one: T): T => {
    open.push(one);
    return one;
  };
  try {
    await use({
      redis,
      notices,
      engine: async (more) =>
        keep(
          await bullmqEngine({
            url: redis.url,
            store,
            campaign: 'sample',
            limitsOf: () => FREE,
            notice: (line) => notices.push(line),
            poll: 150,
            ...more,
          }),
        ),
      workers: async (more) =>
        keep(
          await openLaneWorkers({
            url: redis.url,
            store,
            setting: sampleSetting(store),
            memory: 512,
            jobs: 2,
            waits: 4,
            lanes: [],
            log: () => {},
            lock: 1_500,
            discover: 100,
            ...more,
          }),
        ),
    });
  } finally {
    for (const one of open) await one.close(0);
    await redis.close();
  }
}

let attempt = 0;

/** A job that no test before has run. */
export async function freshJob(sample: SampleJob): Promise<Job> {
  return await sampleJob(store, { attempt: ++attempt, ...sample });
}

/** Runs one. A test that fails before it asks for the end must not die of that end: what has failed would never be told. */
export function runOn(engine: Engine, sample: SampleJob | Job): Promise<JobEnd> {
  const end = (async () => await engine.run('does' in sample ? await freshJob(sample) : sample))();
  end.catch(() => {});
  return end;
}

/** As it is after a coordinator that was killed: a job in a queue, and its lane is known. */
export async function leaveBehind(redis: RedisServer, job: Job): Promise<void> {
  await registerLane(redis.client, { campaign: 'sample', lane: job.lane, limits: FREE });
  const queue = new Queue(queueName('sample', job.lane), { connection: redis.spare() });
  await queue.add(job.stage, job, { jobId: job.id, attempts: 1 });
  await queue.close();
}

export function textOf(end: JobEnd): string {
  if (end.kind === 'lost') return `${end.code}: ${end.message}`;
  const [event] = end.events;
  return event?.event === 'skipped' ? event.message : JSON.stringify(end);
}
