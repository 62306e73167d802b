import type { CampaignSpec } from '../model/campaign-spec.js';
import type { CampaignState } from '../model/campaign-state.js';
import type { CampaignEvent, RepositoryEvent } from '../model/events.js';
import type { Store } from '../store/store.js';

/** A campaign, as its folder has it. */
export interface CampaignView {
  /** Absolute: `<folder>/.codemod/campaigns/<name>`. */
  readonly folder: string;
  readonly spec: CampaignSpec;
  /** As of the last line of the journal. */
  readonly state: CampaignState;
  readonly store: Store;
}

/** A campaign that is held for writing: no other process writes to its journal. */
export interface OpenCampaign extends CampaignView {
  /** They are on the disk, and in `state`, when this returns. One call is one write. */
  append(events: readonly (CampaignEvent | (RepositoryEvent & { readonly repo: string }))[]): Promise<void>;
  /** Gives the campaign free. */
  close(): Promise<void>;
}
