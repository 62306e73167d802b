import type { DecisionEntry, HunkBody, ReviewIndex } from '../model/review-index.js';

/** The id of the element that holds a whole review as JSON. */
export const DATA_ELEMENT = 'review-data';

/** A whole review, as it stands in the file that `renderReviewHtml` makes. */
export interface EmbeddedReview {
  readonly index: ReviewIndex;
  /** Of every hunk. */
  readonly bodies: readonly HunkBody[];
  readonly decisions: readonly DecisionEntry[];
}
