import type { OpenCampaign } from '../campaign/open-campaign.js';
import type { Engine } from '../engines/engine.js';
import type { Publisher } from '../jobs/job.js';
import type { RepositoryOutcome } from '../model/campaign-state.js';

/** Which repositories a verb is about: those that meet all that is said; nothing said: all. */
export interface Selection {
  /** Keys, or globs of keys. */
  readonly repos?: readonly string[];
  readonly groups?: readonly string[];
  readonly waves?: readonly number[];
  /** Those with a hunk of one of these shapes. */
  readonly shapes?: readonly string[];
  readonly outcomes?: readonly RepositoryOutcome[];
  /** `code=…`: the code of the cause. */
  readonly codes?: readonly string[];
}

export interface PublishOptions extends Selection {
  readonly publisher: Publisher;
  /** Try those that need a human once more: somebody has looked at them. */
  readonly again?: boolean;
}

/** What verbs run with. */
export interface VerbContext {
  readonly campaign: OpenCampaign;
  readonly engine: Engine;
  /** Stops after the jobs that run. */
  readonly signal: AbortSignal;
  /** Told what is waited for before every look at it, and null when it is waited for no longer. */
  readonly onWaiting?: (waiting: WaitingForChecks | null) => void;
}

/** Pull requests of a wave whose checks are waited for. */
export interface WaitingForChecks {
  readonly wave: number;
  readonly pullRequests: number;
}

export interface VerbReport {
  /** Repositories that a job was run for. */
  readonly ran: number;
  /** Why it stopped before its end; null where it did not. */
  readonly stopped: string | null;
  /** Why there was nothing to do, in a sentence: where the verb alone knows that. */
  readonly idle?: string;
}
