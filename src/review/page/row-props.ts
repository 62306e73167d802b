import type { ReviewActions } from './review-actions.js';
import type { Store } from './store.js';

/** What every row of the list is given. */
export interface RowProps {
  readonly store: Store;
  readonly actions: ReviewActions;
  readonly layout: 'unified' | 'split';
  readonly isCurrent: boolean;
}
