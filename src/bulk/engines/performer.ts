import type { Job, JobResult, Order } from '../jobs/job.js';
import type { Store } from '../store/store.js';

/** What a job is given beside its order. */
export interface WorkServices {
  readonly store: Store;
  /** The value of a secret by the name of its environment variable; null where there is none. */
  readonly secret: (name: string) => string | null;
  /** May code be loaded from this file? A worker answers for what it was told to trust. */
  readonly trusts: (module: string) => boolean;
  /** Aborted when the job is to end early. */
  readonly signal: AbortSignal;
}

/** The module that a worker loads: it reads orders, and carries them out. */
export interface Performer {
  /** Null when the store does not have it, or has something else under its name. */
  readOrder(store: Store, hash: string): Promise<Order | null>;
  perform(order: Order, services: WorkServices): Promise<JobResult>;
}

/** What a worker is started with. It comes over the channel between the processes: environments and arguments can be seen by others. */
export interface WorkerSetting {
  /** `file:` URL of a {@link Performer}. */
  readonly performer: string;
  /** Address of the store, without a secret. */
  readonly store: string;
  /** With its password, where the store is this Redis. */
  readonly redisUrl: string | null;
  readonly secrets: Readonly<Record<string, string>>;
  /** Files that code may be loaded from. */
  readonly trusted: readonly string[];
}

export type ToWorker = { readonly type: 'start'; readonly setting: WorkerSetting } | { readonly type: 'job'; readonly job: Job };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'broken'; readonly message: string }
  /** From now on the order's own limits hold: milliseconds, MiB. */
  | { readonly type: 'began'; readonly deadline: number; readonly memory: number }
  | { readonly type: 'ended'; readonly result: JobResult; readonly resident: number }
  /** There is no such order in the store. */
  | { readonly type: 'no-order' }
  | { readonly type: 'threw'; readonly message: string };
