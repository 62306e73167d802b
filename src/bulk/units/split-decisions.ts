import type { Change } from '../../core/change.js';
import { type Plan, planId } from '../../core/plan.js';
import { type DecidedPlan, decidePlan } from '../../core/review/decide.js';
import type { Decision, Decisions } from '../../core/review/decision.js';
import { hunkFixes, wholeFileId } from '../../core/review/hunk-names.js';
import { type CombinedPlan, movedChange, type PlanUnit } from './combine-plans.js';
import { readerOf } from './images.js';
import { unitFolder } from './unit-path.js';

/** What a review has made of a unit. */
export interface DecidedUnit {
  readonly unit: PlanUnit;
  /** What is accepted, and no more; the unit's own plan where that is all of it. */
  readonly plan: Plan;
  readonly verdict: 'whole' | 'narrowed' | 'none';
  /** Hunks that nobody has decided; they are not in the plan. */
  readonly undecided: number;
  /** With the faults of edited hunks and of files that would be lost: a unit that has one cannot be approved. */
  readonly decided: DecidedPlan;
}

/** Carries the decisions about a combined plan out on the plan of each unit, as if each had been reviewed alone. */
export function splitDecisions({ units }: Pick<CombinedPlan, 'units'>, decisions: Decisions): readonly DecidedUnit[] {
  return units.map((unit) => {
    const decided = decidePlan(unit.plan, readerOf(unit.images), ownDecisions(unit, decisions), 'rejected');
    const isWhole = planId(decided.plan) === planId(unit.plan);
    const verdict = decided.plan.changes.length === 0 ? 'none' : isWhole ? 'whole' : 'narrowed';
    return { unit, plan: decided.plan, verdict, undecided: decided.counts.undecided, decided };
  });
}

/** Hunks are named by their paths, among others: the same hunk has one name in the combined plan and another one in its own. */
export function ownDecisions<D extends Decision>(unit: PlanUnit, decisions: ReadonlyMap<string, D>): ReadonlyMap<string, D> {
  const folder = unitFolder(unit);
  const own = new Map<string, D>();
  for (const change of unit.plan.changes) {
    const names = hunkIds(change);
    for (const [index, name] of hunkIds(movedChange(change, (path) => `${folder}/${path}`)).entries()) {
      const decision = decisions.get(name);
      const ownName = names[index];
      if (decision !== undefined && ownName !== undefined) own.set(ownName, decision);
    }
  }
  return own;
}

/** The names of what can be decided about a change. */
export function hunkIds(change: Change): readonly string[] {
  return change.kind === 'modify' ? hunkFixes(change).map(({ id }) => id) : [wholeFileId(change)];
}
