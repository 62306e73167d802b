import type { Edit, Range } from 'codex-codemod';
import type { Code } from '../codes.js';

/** Why a place is left as it is, though something may be wrong with it. */
export interface Refusal {
  readonly code: Code;
  readonly at: Range;
  /** More than the title of the code says. */
  readonly why?: string;
}

/** A change, and what it is for. */
export interface Repair {
  readonly at: Range;
  readonly reason: string;
  readonly edits: readonly Edit[];
  /** Why it is not safe; empty where it is. */
  readonly caveat: string;
}

/** What becomes of a place; null: nothing is wrong with it. */
export type Decision = Repair | Refusal | null;

export function isRefusal(decision: Repair | Refusal): decision is Refusal {
  return 'code' in decision;
}
