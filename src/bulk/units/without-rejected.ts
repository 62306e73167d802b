import { fallingWith } from '../../core/review/companions.js';
import { type DecidedPlan, decidePlan } from '../../core/review/decide.js';
import type { Decision } from '../../core/review/decision.js';
import type { RejectedHunk } from '../model/events.js';
import type { PlanUnit } from './combine-plans.js';
import { readerOf } from './images.js';
import { hunkIds } from './split-decisions.js';

/** A plan less the hunks that reviews have rejected, and what belongs to them. Null where they have rejected none of it. */
export function withoutRejected(
  { plan, images }: Pick<PlanUnit, 'plan' | 'images'>,
  rejected: readonly Pick<RejectedHunk, 'hunk' | 'reason'>[],
): DecidedPlan | null {
  const reasons = new Map(rejected.map(({ hunk, reason }) => [hunk, reason]));
  const decisions = new Map<string, Decision>();
  const found = plan.changes.flatMap(hunkIds).filter((id) => reasons.has(id));
  for (const [id, cause] of fallingWith(plan.changes, found)) {
    decisions.set(id, { verdict: 'rejected', reason: reasons.get(cause) ?? '', edited: null });
  }
  return decisions.size === 0 ? null : decidePlan(plan, readerOf(images), decisions, 'accepted');
}

/** The keys of what was rejected, where nothing is left of a plan; null where something is. */
export function keysOfNothing({ plan, faults, rejections }: DecidedPlan): readonly string[] | null {
  if (plan.changes.length > 0 || faults.length > 0) return null;
  return [...new Set(rejections.map(({ key }) => key))];
}
