import path from 'node:path';
import type { DecidedPlan } from '../core/review/decide.js';
import { type CarriedOut, carryOut, finishInterrupted, type Writing } from './carry-out.js';
import { errorRecords, type RunName } from './error-records.js';
import { configOf, namedRecipe } from './named-recipe.js';
import type { BoundRecipe } from './recipe-job.js';
import type { SavedPlan } from './saved-plan.js';

const REMEDY = 'Make that possible, or reject what is to be done to them: codemod review.';

type PlanWriting = Omit<Writing, 'rejections'> & { readonly quiet: boolean };

/**
 * Carries out a saved plan as it was decided. Around the plan of a recipe, its other steps are run as `apply <recipe>` does.
 *
 * @throws CodemodError as {@link carryOut}.
 */
export async function carryOutPlan(saved: SavedPlan, decided: DecidedPlan, writing: PlanWriting): Promise<CarriedOut> {
  const { targets } = saved;
  // Before anything is written: a recipe that is gone must not be found out afterwards.
  const bound = await boundRecipe(saved, writing.allowDirty);
  await finishInterrupted(targets, writing.terminal);
  const named: { run: RunName | null } = { run: null };
  const errors = (run: RunName) => {
    named.run = run;
    return errorRecords(decided.plan.left, run);
  };
  const done = await carryOut(decided.plan, errors, targets, { ...writing, rejections: decided.rejections, remedy: REMEDY });
  if (bound !== null) await runAround(bound, saved, decided, writing, done, named.run);
  return done;
}

/** The recipe that a plan is of, or null. One of its own file is named from the root, wherever the command is typed. */
async function boundRecipe({ plan: { asked }, targets }: SavedPlan, allowDirty: boolean): Promise<BoundRecipe | null> {
  if (asked.kind !== 'recipe') return null;
  const config = await configOf(targets);
  const name = asked.name.includes('/') ? path.resolve(targets.root, asked.name) : asked.name;
  const recipe = await namedRecipe(name, config);
  if (recipe === null) return null;
  const { bindJob } = await import('./recipe-job.js');
  const { NO_CONFIG } = await import('../recipes/read-config.js');
  return await bindJob(recipe, config ?? NO_CONFIG, targets, asked.params, allowDirty);
}

async function runAround(
  bound: BoundRecipe,
  { plan, targets }: SavedPlan,
  decided: DecidedPlan,
  { terminal, quiet }: PlanWriting,
  done: CarriedOut,
  name: RunName | null,
): Promise<void> {
  const { examine } = await import('../recipes/examine.js');
  const { withPlanner } = await import('./with-planner.js');
  const { finishRecipe } = await import('./carry-out-recipe.js');
  const { recipe } = bound;
  const { paths: _, ...selection } = plan.options;
  const options = { asked: plan.asked, rejected: new Set<string>(), ...selection };
  await withPlanner(bound.codemods, targets, options, terminal, async (planner) => {
    const seen = await examine(bound.job, planner);
    const stepOf = (codemod: string): string => recipe.steps.find(({ run }) => run.name === codemod)?.id ?? codemod;
    const implemented = decided.plan.changes.flatMap((change) => {
      const codemods = change.kind === 'modify' ? change.steps.map(({ codemod }) => codemod) : [change.codemod];
      return [...new Set(codemods)].map((codemod) => ({ action: stepOf(codemod), kind: change.kind, path: change.path }));
    });
    await finishRecipe({ recipe, targets, terminal, options: { quiet } }, bound, planner, { done, name, seen, implemented });
  });
}
