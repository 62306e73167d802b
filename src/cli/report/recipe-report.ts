import type { NextStep } from '../../core/matrix.js';
import { planId } from '../../core/plan.js';
import type { Recipe } from '../../core/recipe.js';
import type { Examination } from '../../recipes/examine.js';
import type { StepOutcome } from '../../recipes/plan-recipe.js';
import type { ChangeText } from '../../reports/change-text.js';
import { describeChange } from '../../reports/describe-change.js';
import type { ApplyOptions } from '../commands/apply.js';
import type { RunAnswer } from './answer.js';

interface Facts {
  readonly recipe: Recipe;
  readonly root: string;
  readonly run: string | null;
  readonly first: Examination;
  readonly last: Examination;
  readonly next: readonly NextStep[];
  readonly diffs: ReadonlyMap<string, ChangeText>;
  readonly options: ApplyOptions;
}

/** What `apply <recipe> --json` answers: as for a codemod, with its steps and matrix. */
export function recipeReport({ recipe, root, run, first, last, next, diffs, options }: Facts): RunAnswer {
  const { plan, steps } = first.planned;
  return {
    mode: options.check === true ? 'check' : options.dryRun === true ? 'dry-run' : 'apply',
    recipe: { name: recipe.name, version: recipe.version },
    run,
    root,
    planId: planId(plan),
    codemods: plan.codemods,
    changes: plan.changes.map((change) => describeChange(change, diffs.get(change.path))),
    targets: first.mapping.targets,
    missing: first.mapping.missing,
    steps: steps.map(describeStep),
    matrix: last.rows,
    next,
  };
}

/** What a step came to. */
export function describeStep(outcome: StepOutcome): object {
  const { id, phase, area, run } = outcome.step;
  const base = { id, phase, area, [run.kind]: run.name, kind: outcome.kind };
  if (outcome.kind === 'planned') {
    const { counts, outcomes, project } = outcome.planned;
    return {
      ...base,
      counts,
      outcomes,
      project: { findings: project.findings, failures: project.failures, heldBack: project.heldBack },
    };
  }
  return outcome.kind === 'command' ? base : { ...base, reason: outcome.reason };
}
