import { sumStats } from '../../core/stats.js';
import type { Planned } from '../../pipeline/plan.js';
import type { ChangeText } from '../../reports/change-text.js';
import { describeChange } from '../../reports/describe-change.js';
import type { RunAnswer } from './answer.js';

/** What `apply --json` answers. */
export interface JsonReport extends RunAnswer {
  readonly mode: 'dry-run' | 'check' | 'apply';
  readonly run: string | null;
  /** The folder that all paths are relative to: absolute. */
  readonly root: string;
  readonly planId: string;
  readonly counts: Planned['counts'];
  readonly codemods: Planned['plan']['codemods'];
  readonly changes: readonly object[];
  readonly outcomes: Planned['outcomes'];
  readonly project: Pick<Planned['project'], 'findings' | 'failures' | 'heldBack'>;
  readonly pruned: Planned['pruned'];
  /** What transforms of other tools have counted, by the names that they gave. */
  readonly stats: Readonly<Record<string, number>>;
  readonly judges: Planned['judges'];
  readonly unjudged: Planned['unjudged'];
}

interface Facts {
  readonly mode: JsonReport['mode'];
  readonly root: string;
  readonly run: string | null;
  readonly planId: string;
  readonly planned: Planned;
  readonly diffs: ReadonlyMap<string, ChangeText>;
}

export function jsonReport({ mode, run, root, planId, planned, diffs }: Facts): JsonReport {
  const { counts, plan, outcomes, project, pruned, notes, judges, unjudged } = planned;
  return {
    mode,
    run,
    root,
    planId,
    counts,
    codemods: plan.codemods,
    changes: plan.changes.map((change) => describeChange(change, diffs.get(change.path))),
    outcomes,
    project: { findings: project.findings, failures: project.failures, heldBack: project.heldBack },
    pruned,
    stats: Object.fromEntries(sumStats(notes.flatMap(({ values }) => values))),
    judges,
    unjudged,
  };
}
