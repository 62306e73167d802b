import type { Codemod } from '../core/codemod.js';
import { CodemodError } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import type { Row } from '../core/matrix.js';
import type { PlanRequest } from '../pipeline/plan.js';
import type { Targets } from '../trees/targets.js';
import type { BoundStep } from './bind-recipe.js';
import type { CommandContext, CommandRecord, CommandStep } from './commands/command-step.js';
import { COMMANDS } from './commands/commands.js';
import { type Mapping, mapTargets } from './map-targets.js';
import { type CommandReport, matrixOf } from './matrix.js';
import { type PlannedRecipe, planRecipe, type StepOutcome } from './plan-recipe.js';
import type { Config } from './recipe-schema.js';

/** A recipe, ready to be planned over a repository. */
export interface RecipeJob {
  readonly steps: readonly BoundStep[];
  /** The codemod that finds the targets. */
  readonly mapper: Parameters<typeof mapTargets>[1];
  readonly targets: Targets;
  readonly config: Config;
  readonly allowDirty: boolean;
}

/** How a repository stands: what every step would do, and what the command steps see. Nothing was written. */
export interface Examination {
  readonly mapping: Mapping;
  readonly planned: PlannedRecipe;
  readonly context: CommandContext;
  /** Of the command steps, for the errors log: with the id of the step. */
  readonly records: readonly (CommandRecord & { readonly step: string })[];
  readonly rows: readonly Row[];
}

/** Plans a recipe and looks at everything around it. */
export async function examine(
  job: RecipeJob,
  planner: Omit<PlanRequest, 'codemods'>,
  onStep: (outcome: StepOutcome) => void = () => {},
): Promise<Examination> {
  const mapping = await mapTargets(planner, job.mapper);
  const roles = new Set(mapping.targets.map(({ role }) => role));
  const planned = await planRecipe({ ...planner, steps: job.steps, targets: roles, onStep });
  const context = { targets: job.targets, config: job.config, mapping, allowDirty: job.allowDirty, tool: planner.tool };
  const reports = new Map<string, CommandReport>();
  const records: Examination['records'][number][] = [];
  for (const outcome of planned.steps) {
    const { id, run } = outcome.step;
    if (outcome.kind !== 'command' || run.kind !== 'command' || run.name === 'results') continue;
    const { records: own, ...report } = await look(COMMANDS[run.name], context);
    reports.set(id, report);
    records.push(...own.map((record) => ({ ...record, step: id })));
  }
  return { mapping, planned, context, records, rows: matrixOf(planned.steps, reports, codemodsOf(job.steps)) };
}

/** What a command step sees; one that cannot look has failed, and stops no other. */
async function look(command: CommandStep, context: CommandContext): ReturnType<CommandStep['look']> {
  try {
    return await command.look(context);
  } catch (thrown) {
    if (!(thrown instanceof CodemodError)) throw thrown;
    const { code, message } = thrown;
    const about = { codemod: null, path: null, range: null, question: null, context: { sha256: sha256(message) } };
    return { state: 'failed', detail: message, records: [{ phase: 'command', code, message, ...about }] };
  }
}

function codemodsOf(steps: readonly BoundStep[]): ReadonlyMap<string, Codemod> {
  return new Map(steps.flatMap(({ step, bound }) => (bound === null ? [] : [[step.id, bound.codemod]])));
}
