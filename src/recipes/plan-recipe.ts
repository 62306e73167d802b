import type { Change } from '../core/change.js';
import { messageOf } from '../core/errors.js';
import { followedBy } from '../core/follow.js';
import { leftOf } from '../core/left.js';
import type { Plan } from '../core/plan.js';
import type { RecipeStep, TargetRole } from '../core/recipe.js';
import { assemble, makePlan, type Planned, type PlanRequest } from '../pipeline/plan.js';
import type { MemoryFile } from '../trees/memory-tree.js';
import { OverlayTree } from '../trees/overlay-tree.js';
import type { BoundStep } from './bind-recipe.js';

/** What became of one step. `command`: it is none of the plan's, and is run around it. */
export type StepOutcome =
  | { readonly kind: 'planned'; readonly step: RecipeStep; readonly planned: Planned }
  | { readonly kind: 'command'; readonly step: RecipeStep }
  | {
      readonly kind: 'skipped';
      readonly step: RecipeStep;
      readonly because: 'no-target' | 'deferred' | 'needs';
      readonly reason: string;
    }
  | { readonly kind: 'failed'; readonly step: RecipeStep; readonly reason: string };

/** A recipe, planned: one plan, and what every step adds to it. */
export interface PlannedRecipe {
  readonly plan: Plan;
  readonly steps: readonly StepOutcome[];
}

export interface RecipeRequest extends Omit<PlanRequest, 'codemods'> {
  /** The transformer was made with their codemods, in this order. */
  readonly steps: readonly BoundStep[];
  readonly targets: ReadonlySet<TargetRole>;
  /** Told as each step is planned. */
  readonly onStep?: (outcome: StepOutcome) => void;
}

/**
 * Plans one step after the other, each over the tree as those before it leave it, and puts their changes together. A step
 * that fails stops no other, unless that one says that it needs it.
 */
export async function planRecipe(request: RecipeRequest): Promise<PlannedRecipe> {
  const outcomes: StepOutcome[] = [];
  const results = new Map<string, MemoryFile | null>();
  const lost = new Set<string>();
  let changes: readonly Change[] = [];
  for (const bound of request.steps) {
    const alone = whyNot(bound, request.targets, lost) ?? (await planStep(request, bound, results));
    const { outcome, together } = join(changes, alone);
    changes = together;
    if (outcome.kind === 'planned') for (const [path, file] of outcome.planned.results) results.set(path, file);
    if (outcome.kind === 'failed' || isLost(outcome)) lost.add(bound.step.id);
    outcomes.push(outcome);
    request.onStep?.(outcome);
  }
  return { plan: assembleRecipe(request, outcomes, changes), steps: outcomes };
}

/** The changes of a step behind those before it; a step whose changes cannot stand there has failed. */
function join(before: readonly Change[], outcome: StepOutcome): { outcome: StepOutcome; together: readonly Change[] } {
  if (outcome.kind !== 'planned') return { outcome, together: before };
  try {
    return { outcome, together: followedBy(before, outcome.planned.plan.changes) };
  } catch (thrown) {
    return { outcome: { kind: 'failed', step: outcome.step, reason: messageOf(thrown) }, together: before };
  }
}

function whyNot({ step, deferred }: BoundStep, targets: ReadonlySet<TargetRole>, lost: ReadonlySet<string>): StepOutcome | null {
  if (deferred !== null) return { kind: 'skipped', step, because: 'deferred', reason: deferred };
  const missing = step.needs.find((id) => lost.has(id));
  if (missing !== undefined) return { kind: 'skipped', step, because: 'needs', reason: `${missing} failed` };
  if (step.when !== null && !targets.has(step.when)) {
    return { kind: 'skipped', step, because: 'no-target', reason: `there is no ${step.when.replaceAll('-', ' ')}` };
  }
  return null;
}

/** A step whose project stage failed has not made what others may need; a file that failed is that file's loss alone. */
function isLost(outcome: StepOutcome): boolean {
  return outcome.kind === 'planned' && outcome.planned.project.failures.length > 0;
}

async function planStep(
  request: RecipeRequest,
  { step, bound }: BoundStep,
  results: ReadonlyMap<string, MemoryFile | null>,
): Promise<StepOutcome> {
  if (bound === null) return { kind: 'command', step };
  try {
    const tree = new OverlayTree(request.tree, results);
    return { kind: 'planned', step, planned: await makePlan({ ...request, tree, codemods: [bound] }) };
  } catch (thrown) {
    return { kind: 'failed', step, reason: messageOf(thrown) };
  }
}

function assembleRecipe(request: RecipeRequest, outcomes: readonly StepOutcome[], changes: readonly Change[]): Plan {
  const planned = outcomes.flatMap((outcome) => (outcome.kind === 'planned' ? [outcome] : []));
  const ran = new Set(planned.map(({ step }) => step.id));
  const codemods = request.steps.flatMap(({ step, bound }) => (bound !== null && ran.has(step.id) ? [bound] : []));
  return {
    ...assemble(request, codemods, changes),
    left: leftOf(planned.map(({ step, planned: { outcomes: files, project } }) => ({ step: step.id, outcomes: files, project }))),
    counts: null,
  };
}
