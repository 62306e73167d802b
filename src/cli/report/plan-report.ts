import type { DecidedPlan } from '../../core/review/decide.js';
import type { ChangeText } from '../../reports/change-text.js';
import { describeChange } from '../../reports/describe-change.js';
import type { SavedPlan } from '../saved-plan.js';
import type { RunAnswer } from './answer.js';

interface Facts {
  readonly mode: 'dry-run' | 'check' | 'apply';
  readonly saved: SavedPlan;
  readonly decided: DecidedPlan;
  readonly diffs: ReadonlyMap<string, ChangeText>;
  readonly run: string | null;
}

/** What `apply plan.json --json` answers. */
export function planReport({ mode, saved, decided, diffs, run }: Facts): RunAnswer {
  const { plan, counts } = decided;
  return {
    mode,
    run,
    root: saved.targets.root,
    planId: saved.id,
    counts: plan.counts,
    decided: counts,
    codemods: plan.codemods,
    changes: plan.changes.map((change) => describeChange(change, diffs.get(change.path))),
    left: plan.left,
  };
}
