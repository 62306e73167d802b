import type { HostSettings } from '../hosts/host-settings.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import type { UnitState } from '../model/campaign-state.js';
import type { RepositoryEvent, Stage } from '../model/events.js';
import type { Base, Target } from '../model/target.js';

/** What a queue carries: names of things in the store, and no content, no address, no secret. */
export interface Job {
  /** `j` and hex digits: of the order, the attempt and the run of the verb. */
  readonly id: string;
  readonly campaign: string;
  readonly stage: Stage;
  /** Jobs of a lane wait for each other where its host says so: `plan`, `publish:github.com`. */
  readonly lane: string;
  /** SHA-256 of the order in the store. */
  readonly order: string;
  /** Counts from 1. */
  readonly attempt: number;
}

/** How far publishing goes. */
export const PUBLISHERS = ['branch', 'pull-request', 'patch'] as const;
export type Publisher = (typeof PUBLISHERS)[number];

/** Everything that one job needs to know. It is canonical JSON in the store, named by its hash. */
export interface Order {
  readonly spec: CampaignSpec;
  readonly stage: Stage;
  readonly target: Target;
  /** Of the target's host. */
  readonly host: HostSettings;
  /** What the plan was made on; null: what the remote has now. */
  readonly base: Base | null;
  /** The units that are meant. For `publish` each has an approved plan, or nothing planned any more; for `plan` they are those approved. */
  readonly units: readonly UnitState[];
  readonly publisher: Publisher;
  /** Keys of fixes and files that a plan is made without, beside those that the repository itself remembers. */
  readonly rejected: readonly string[];
}

/** How a job came out of its handler. */
export type JobResult =
  | { readonly kind: 'done'; readonly events: readonly RepositoryEvent[] }
  /** The host has said "later". What was done until then stands in `events`; the lane rests until then (ms of the epoch). */
  | { readonly kind: 'paused'; readonly until: number; readonly reason: string; readonly events: readonly RepositoryEvent[] };
