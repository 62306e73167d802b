import type { Plan } from '../../core/plan.js';
import type { Texts } from '../../reports/report-facts.js';

/** A plan of a unit with the bytes that it was made on. */
export interface StoredPlan {
  readonly plan: Plan;
  readonly texts: Texts;
}

/** Plans by their ids. Null: it is not in the store any more. */
export type ReadStoredPlan = (id: string) => Promise<StoredPlan | null>;
