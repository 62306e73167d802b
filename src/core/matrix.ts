import { sha256 } from './hash.js';

/** How a step of a recipe stands in a repository, seen from the files as they are. */
export type StepState = 'in place' | 'to do' | 'open' | 'skipped' | 'deferred' | 'failed';

/** One row of the matrix of a recipe. */
export interface Row {
  readonly phase: string;
  readonly area: string;
  /** The id of the step. */
  readonly action: string;
  readonly state: StepState;
  /** Why, or how much; empty where the state says it all. */
  readonly detail: string;
  /** A code that tells more, for `codemod explain`; null where there is none. It is no part of the matrix itself. */
  readonly code: string | null;
}

export type Priority = 'high' | 'medium' | 'low';

/** What somebody could do next, and how much it matters. */
export interface NextStep {
  readonly priority: Priority;
  readonly text: string;
}

/** Equal for equal matrices. */
export function matrixId(rows: readonly Row[]): string {
  return sha256(JSON.stringify(rows.map(({ phase, area, action, state, detail }) => [phase, area, action, state, detail])));
}
