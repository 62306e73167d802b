import type { Verdict } from '../../core/review/decision.js';
import { hunksInScope, hunksToDecide, type Scope } from '../model/scope.js';
import type { Store } from './store.js';

/** What a person can do to the hunks that are shown. */
export interface ReviewActions {
  accept(hunks: readonly number[]): void;
  /** Asks for a reason first. */
  reject(hunks: readonly number[]): void;
  scope(hunk: number, scope: Scope): readonly number[];
  /** How many of some hunks a verdict would be for. */
  reach(hunks: readonly number[], verdict: Verdict): number;
}

export function reviewActions(store: Store, shown: readonly number[]): ReviewActions {
  const { index, decisions } = store.state;
  const toDecide = (hunks: readonly number[], verdict: Verdict): readonly number[] => hunksToDecide(hunks, decisions, verdict);
  return {
    accept(hunks) {
      void store.decide(toDecide(hunks, 'accepted'), { verdict: 'accepted', reason: '', edited: null });
    },
    reject(hunks) {
      // A hunk that is rejected already is asked about again: its reason may be another.
      const wanted = hunks.length === 1 ? hunks : toDecide(hunks, 'rejected');
      if (wanted.length > 0) store.update({ dialog: { kind: 'reject', hunks: wanted } });
    },
    scope: (hunk, scope) => hunksInScope(index, shown, hunk, scope),
    reach: (hunks, verdict) => toDecide(hunks, verdict).length,
  };
}
