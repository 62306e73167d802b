import { applyPlan } from '../apply/apply-plan.js';
import { CodemodError } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import type { Row } from '../core/matrix.js';
import type { Rejection } from '../core/review/rejections.js';
import { assemble } from '../pipeline/plan.js';
import type { CommandDeed } from '../recipes/commands/command-step.js';
import { COMMANDS } from '../recipes/commands/commands.js';
import { type Examination, examine } from '../recipes/examine.js';
import { nextSteps } from '../recipes/next-steps.js';
import { writeResults } from '../recipes/write-results.js';
import type { ErrorRecord } from '../records/errors-log.js';
import { type CarriedOut, carryOut } from './carry-out.js';
import { errorRecords, type RunName } from './error-records.js';
import { againWithOptions } from './invocation.js';
import type { BoundRecipe } from './recipe-job.js';
import type { RecipeRun } from './run-recipe.js';
import type { Planner } from './with-planner.js';

/** A recipe that was carried out. */
export interface Finished extends CarriedOut {
  /** How the repository stands afterwards. */
  readonly last: Examination;
  /** Files that command steps have written. */
  readonly deeds: readonly Deed[];
}

type Deed = CommandDeed & { readonly action: string };

/** A command step that could not be run: it stops no other. */
interface Failure {
  readonly step: string;
  readonly error: CodemodError;
}

/** One run for the plan; the command steps around it; and what all came to, seen from the files as they are then. */
export async function carryOutRecipe(
  run: RecipeRun,
  bound: BoundRecipe,
  planner: Planner,
  first: Examination,
  rejections: readonly Rejection[],
): Promise<Finished> {
  const { targets, options, interruption, terminal } = run;
  const writing = { allowDirty: options.allowDirty === true, interruption, terminal, rejections };
  const named: { run: RunName | null } = { run: null };
  const errors = (name: RunName): readonly ErrorRecord[] => {
    named.run = name;
    return recordsOf(first, name);
  };
  const done = await carryOut(first.planned.plan, errors, targets, writing);
  return await finishRecipe(run, bound, planner, { done, name: named.run, seen: first, implemented: implementedBy(first) });
}

/** A recipe whose plan has been carried out. */
export interface CarriedPlan {
  readonly done: CarriedOut;
  /** Null when nothing was changed. */
  readonly name: RunName | null;
  /** How the repository stood: which command steps there are, and what they go by. */
  readonly seen: Examination;
  /** What was done to which file, for the results. */
  readonly implemented: readonly { readonly action: string; readonly kind: string; readonly path: string }[];
}

/** What is around the plan of a recipe: the command steps, and the results. */
export async function finishRecipe(
  {
    recipe,
    targets,
    options,
    terminal,
  }: Pick<RecipeRun, 'recipe' | 'targets' | 'terminal'> & {
    readonly options: Pick<RecipeRun['options'], 'quiet'>;
  },
  { job }: BoundRecipe,
  planner: Planner,
  { done, name, seen, implemented }: CarriedPlan,
): Promise<Finished> {
  const { failures, deeds } = await runCommands(seen);
  for (const { said } of deeds) if (options.quiet !== true) terminal.err(`${said}\n`);
  const looked = await examine(job, planner);
  const last = { ...looked, rows: withFailures(looked.rows, failures) };
  if (name !== null) await recordFailures(targets.root, planner, name, failures);
  if (seen.planned.steps.some(({ step, kind }) => kind === 'command' && step.run.name === 'results')) {
    const head = targets.repository?.head ?? null;
    const next = nextSteps(last.rows, last.mapping.missing, againWithOptions(recipe.name));
    const time = new Date().toISOString();
    const about = { recipe: recipe.name, run: done.run, head, time, rows: last.rows, next };
    await writeResults(targets.root, { ...about, implemented: [...implemented, ...deeds] });
  }
  return { ...done, last, deeds };
}

async function runCommands({ planned, context }: Examination): Promise<{ failures: readonly Failure[]; deeds: readonly Deed[] }> {
  const failures: Failure[] = [];
  const deeds: Deed[] = [];
  for (const outcome of planned.steps) {
    const { id, run } = outcome.step;
    if (outcome.kind !== 'command' || run.kind !== 'command' || run.name === 'results') continue;
    try {
      const deed = await COMMANDS[run.name].run?.(context);
      if (deed != null) deeds.push({ action: id, ...deed });
    } catch (thrown) {
      if (!(thrown instanceof CodemodError)) throw thrown;
      failures.push({ step: id, error: thrown });
    }
  }
  return { failures, deeds };
}

function withFailures(rows: readonly Row[], failures: readonly Failure[]): readonly Row[] {
  return rows.map((row) => {
    const failure = failures.find(({ step }) => step === row.action);
    return failure === undefined ? row : { ...row, state: 'failed', detail: failure.error.message, code: failure.error.code };
  });
}

/** A run without changes, that has only something to tell. */
async function recordFailures(root: string, planner: Planner, run: RunName, failures: readonly Failure[]): Promise<void> {
  if (failures.length === 0) return;
  const about = { codemod: null, path: null, range: null, question: null, phase: 'command' };
  const errors = failures.map(({ step, error: { code, message } }): ErrorRecord => {
    return { ...about, ts: run.time, run: run.id, step, code, message, context: { sha256: sha256(message) } };
  });
  const plan = { ...assemble(planner, [], []), left: [], counts: null };
  await applyPlan({ root, plan, run, errors });
}

/** What each step did of what was carried out. */
function implementedBy({ planned: { plan, steps } }: Examination): CarriedPlan['implemented'] {
  const carried = new Set(plan.changes.map(({ path }) => path));
  return steps.flatMap((outcome) =>
    outcome.kind === 'planned'
      ? outcome.planned.plan.changes
          .filter(({ path }) => carried.has(path))
          .map(({ kind, path }) => ({ action: outcome.step.id, kind, path }))
      : [],
  );
}

function recordsOf({ planned, records }: Examination, run: RunName): readonly ErrorRecord[] {
  const base = { ts: run.time, run: run.id };
  return [
    ...records.map((record) => ({ ...base, ...record })),
    ...errorRecords(planned.plan.left, run),
    ...planned.steps.flatMap((outcome): readonly ErrorRecord[] => {
      const { id } = outcome.step;
      if (outcome.kind !== 'failed') return [];
      const { reason } = outcome;
      const about = { codemod: null, path: null, range: null, context: { sha256: sha256(reason) }, question: null };
      return [{ ...base, ...about, phase: 'plan', step: id, code: 'step-failed', message: reason }];
    }),
  ];
}
