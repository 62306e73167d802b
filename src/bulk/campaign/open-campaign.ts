import type { CampaignSpec } from '../model/campaign-spec.js';
import type { CampaignState } from '../model/campaign-state.js';
import type { CampaignEvent, JournalEntry, RepositoryEvent } from '../model/events.js';
import type { Running } from '../model/running.js';
import type { Base } from '../model/target.js';
import type { Store } from '../store/store.js';

/** How a campaign stands at one moment. */
export interface CampaignStanding {
  /** As of the last line of the journal. */
  readonly state: CampaignState;
  /** Who else is at work on it; null where nobody who lives is, and for the process that holds it itself. */
  readonly running: Running | null;
}

/** A campaign, as its folder has it. */
export interface CampaignView extends CampaignStanding {
  /** Absolute: `<folder>/.codemod/campaigns/<name>`. */
  readonly folder: string;
  readonly spec: CampaignSpec;
  /** The campaign's own: what other machines make is taken over into it. */
  readonly store: Store;
}

/** A campaign that is held for writing: no other process writes to its journal. */
export interface OpenCampaign extends CampaignView {
  /**
   * They are on the disk, and in `state`, when this returns.
   *
   * @returns the lines as they were written: no secret is in them.
   */
  append(events: readonly (CampaignEvent | (RepositoryEvent & { readonly repo: string }))[]): Promise<readonly JournalEntry[]>;
  /**
   * Writes the patch of a unit's plan into the campaign's folder.
   *
   * @returns where it is, relative to that folder: see `patchName`.
   * @throws CodemodError `plan-lost`, `io-error`.
   */
  keepPatch(unit: { readonly repo: string; readonly shard: string; readonly plan: string }): Promise<string>;
  /** What `targets.lock.jsonl` pins, by the key of the repository. */
  pins(): ReadonlyMap<string, Base>;
  /** Writes the bases of all plans to `targets.lock.jsonl`. */
  pin(): Promise<void>;
}
