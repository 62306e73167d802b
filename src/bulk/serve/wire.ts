import type { Overview } from '../show/overview.js';
import type { RepositoryRow } from '../show/repository-row.js';

/** `GET /api/campaign?since=N`: a campaign, or what is new of it. */
export interface CampaignNews {
  /** Grows with each change. */
  readonly version: number;
  readonly overview: Overview;
  /** Those that have changed since the version that was asked for; all of them where `isWhole`. */
  readonly rows: readonly RepositoryRow[];
  /** The rows replace those that are known, in their order. */
  readonly isWhole: boolean;
}

/** The id of the element that holds a whole campaign as JSON, in a page that stands alone. */
export const CAMPAIGN_ELEMENT = 'campaign-data';
