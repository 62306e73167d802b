import type { Job, JobResult } from '../jobs/job.js';

/** Its process crashed, took too long or too much memory; or the store of its worker has no such order. */
export const LOSSES = ['worker-crash', 'worker-deadline', 'worker-memory', 'order-missing'] as const;

/** How a job ended. `lost`: it was not carried out to its end. That is this repository's failure alone. */
export type JobEnd = JobResult | { readonly kind: 'lost'; readonly code: (typeof LOSSES)[number]; readonly message: string };

/** What may run in a lane at one time. */
export interface LaneLimits {
  readonly concurrency: number;
  /** Starts of jobs in any minute; null: any number. */
  readonly perMinute: number | null;
  readonly perHour: number | null;
}

export interface EngineCounts {
  readonly waiting: number;
  readonly active: number;
  /** Lanes that rest, and until when: milliseconds of the epoch. */
  readonly resting: Readonly<Record<string, number>>;
}

/**
 * Carries out jobs, here or elsewhere, at least once each. It keeps nothing that cannot be lost: who submits a job writes down
 * before what it may do, and afterwards what it did.
 */
export interface Engine {
  readonly name: 'local' | 'bullmq';
  /**
   * Settles when the job has ended. A job that is `paused` before it has done anything is put back without using an attempt, and
   * its lane rests; one that has done something is answered as it is.
   *
   * @throws CodemodError `queue-unavailable` when there is nobody who could carry it out, `interrupted` after `close`.
   */
  run(job: Job): Promise<JobEnd>;
  /** Starts no job of the lane before then: milliseconds of the epoch. */
  rest(lane: string, until: number): Promise<void>;
  counts(): Promise<EngineCounts>;
  /** Lets running jobs end, for as long as the deadline (milliseconds) allows; then leaves them. */
  close(deadline: number): Promise<void>;
}
