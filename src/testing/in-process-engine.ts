import type { Engine, JobEnd } from '../bulk/engines/engine.js';
import type { Job } from '../bulk/jobs/job.js';
import { perform, readOrder } from '../bulk/jobs/perform.js';
import type { Store } from '../bulk/store/store.js';

export interface InProcessOptions {
  readonly secrets?: Readonly<Record<string, string>>;
  /** Looks at a job before it is carried out: what it answers is its end; null lets it run. */
  readonly before?: (job: Job) => Promise<JobEnd | null>;
  /** Looks at the end of a job before it is answered. */
  readonly after?: (job: Job, end: JobEnd) => Promise<JobEnd>;
}

/** An engine that carries jobs out in this process, one at a time: what the verbs do can be followed. */
export function inProcessEngine(store: Store, options: InProcessOptions = {}): Engine & { readonly jobs: readonly Job[] } {
  const jobs: Job[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const carryOut = async (job: Job): Promise<JobEnd> => {
    jobs.push(job);
    const early = (await options.before?.(job)) ?? null;
    if (early !== null) return early;
    const order = await readOrder(store, job.order);
    if (order === null) throw new Error(`no order ${job.order}`);
    const secret = (name: string): string | null => options.secrets?.[name] ?? null;
    const end = await perform(order, { store, secret, trusts: () => true, signal: new AbortController().signal });
    return (await options.after?.(job, end)) ?? end;
  };
  return {
    name: 'local',
    jobs,
    run(job) {
      const end = last.then(() => carryOut(job));
      last = end.catch(() => {});
      return end;
    },
    async rest() {},
    counts: async () => ({ waiting: 0, active: 0, resting: {} }),
    async close() {},
  };
}
