import { sha256 } from '../core/hash.js';
import type { Row } from '../core/matrix.js';
import type { Recipe, RecipeStep } from '../core/recipe.js';
import { COMMANDS } from '../recipes/commands/commands.js';
import { type Examination, examine } from '../recipes/examine.js';
import { nextSteps } from '../recipes/next-steps.js';
import type { StepOutcome } from '../recipes/plan-recipe.js';
import { NO_CONFIG } from '../recipes/read-config.js';
import { writeResults } from '../recipes/write-results.js';
import type { ErrorRecord } from '../records/errors-log.js';
import type { ApplyRun } from './apply-run.js';
import type { CarriedOut } from './carry-out.js';
import type { ApplyOptions } from './commands/apply.js';
import { diffsOf } from './diffs-of.js';
import { errorRecords, type RunName } from './error-records.js';
import { ExitCode } from './exit-code.js';
import { commandToCarryOut, invocation } from './invocation.js';
import { type BoundRecipe, bindJob } from './recipe-job.js';
import { printDiffs } from './report/draw-diff.js';
import { drawMatrix, drawNextSteps, drawStep } from './report/draw-recipe.js';
import { drawCommand } from './report/prose.js';
import { recipeReport } from './report/recipe-report.js';
import { selectionOf } from './selection-of.js';
import { checkConservation, type Planner, withPlanner } from './with-planner.js';

/** What a run of a recipe is made of. */
export interface RecipeRun extends ApplyRun {
  readonly recipe: Recipe;
}

const writer = () => import('./carry-out.js');

/** `codemod apply <recipe>`: plans all steps as one plan, shows it or carries it out as one run. @returns the exit code. */
export async function runRecipe(run: RecipeRun): Promise<number> {
  const { recipe, targets, options, terminal } = run;
  const config = run.config ?? NO_CONFIG;
  const dryRun = options.dryRun === true || options.check === true;
  const bound = await bindJob(recipe, config, targets, options.param ?? {}, options.allowDirty);
  const selection = selectionOf(options, config);
  if (!dryRun) await (await writer()).finishInterrupted(targets, terminal);
  return await withPlanner(recipe.name, bound.codemods, targets, selection, terminal, async (planner) => {
    const first = await examine(bound.job, planner, tellStep(run));
    const diffs = await diffsOf(first.planned.plan, targets);
    const done = dryRun ? null : await carryOutRecipe(run, bound, planner, first);
    const last = done?.last ?? first;
    const next = nextSteps(recipe.name, last.rows, last.mapping.missing, invocation());
    if (options.json === true) {
      const report = { recipe, root: targets.root, run: done?.run ?? null, first, last, next, diffs, options };
      terminal.out(`${JSON.stringify(recipeReport(report))}\n`);
    } else if (dryRun && options.stat !== true) {
      printDiffs(diffs.values(), terminal);
    }
    if (options.quiet !== true && options.json !== true) tellEnd(run, last, done, next);
    return exitCode(first, last.rows, options);
  });
}

function tellStep({ options, terminal }: RecipeRun): (outcome: StepOutcome) => void {
  return (outcome) => {
    if (outcome.kind === 'planned') checkConservation(outcome.planned);
    if (options.quiet !== true && options.json !== true) terminal.err(drawStep(outcome, terminal.errColors));
  };
}

interface Finished extends CarriedOut {
  /** How the repository stands afterwards. */
  readonly last: Examination;
}

/** One run for the plan; the command steps around it; and what all came to, seen from the files as they are then. */
async function carryOutRecipe(
  { recipe, targets, options, interruption, terminal }: RecipeRun,
  { job }: BoundRecipe,
  planner: Planner,
  first: Examination,
): Promise<Finished> {
  const writing = { allowDirty: options.allowDirty === true, interruption, terminal };
  const errors = (run: RunName): readonly ErrorRecord[] => recordsOf(first, run);
  const done = await (await writer()).carryOut(first.planned.plan, errors, targets, writing);
  for (const outcome of first.planned.steps) {
    const { run } = outcome.step;
    if (outcome.kind !== 'command' || run.kind !== 'command' || run.name === 'results') continue;
    await COMMANDS[run.name].run?.(first.context);
  }
  const last = await examine(job, planner);
  if (first.planned.steps.some(({ step, kind }) => kind === 'command' && step.run.name === 'results')) {
    const next = nextSteps(recipe.name, last.rows, last.mapping.missing, invocation());
    const implemented = first.planned.steps.flatMap((outcome) =>
      outcome.kind === 'planned'
        ? outcome.planned.plan.changes.map(({ kind, path }) => ({ action: outcome.step.id, kind, path }))
        : [],
    );
    const time = new Date().toISOString();
    await writeResults(targets.root, { recipe: recipe.name, run: done.run, time, rows: last.rows, implemented, next });
  }
  return { ...done, last };
}

function recordsOf({ planned, records }: Examination, run: RunName): readonly ErrorRecord[] {
  const base = { ts: run.time, run: run.id };
  return [
    ...records.map((record) => ({ ...base, ...record })),
    ...planned.steps.flatMap((outcome): readonly ErrorRecord[] => {
      const { id } = outcome.step;
      if (outcome.kind === 'planned') return errorRecords(outcome.planned, run, id);
      if (outcome.kind !== 'failed') return [];
      const { reason } = outcome;
      const about = { codemod: null, path: null, range: null, context: { sha256: sha256(reason) }, question: null };
      return [{ ...base, ...about, phase: 'plan', step: id, code: 'step-failed', message: reason }];
    }),
  ];
}

function tellEnd(
  { options, terminal }: RecipeRun,
  last: Examination,
  done: Finished | null,
  next: ReturnType<typeof nextSteps>,
): void {
  const { errColors: colors, columns } = terminal;
  const { changes } = last.planned.plan;
  terminal.err(`\n${colors.bold(done === null ? 'As it stands' : 'After the run')}\n${drawMatrix(last.rows, columns, colors)}\n`);
  terminal.err(drawNextSteps(next, columns, colors));
  if (done === null) {
    const again = commandToCarryOut(process.argv);
    const around = last.planned.steps.flatMap((outcome) =>
      outcome.kind === 'command' && writes(outcome.step) ? [outcome.step.id] : [],
    );
    if (around.length > 0) terminal.err(`Would run around the plan: ${around.join(', ')}.\n`);
    const carryOut = drawCommand('Nothing was written. To carry it out:', again, columns);
    terminal.err(changes.length > 0 ? carryOut : 'There is nothing to change.\n');
  } else if (done.run !== null) terminal.err(`Run ${done.run}, recorded in ${done.records}\n`);
  else terminal.err(`No file was changed. The records are in ${done.records}\n`);
  if (options.unsafe !== true && last.rows.some(({ detail }) => detail.includes('withheld-unsafe'))) {
    terminal.err('Some fixes are unsafe. To apply them too, after reading why: add --unsafe.\n');
  }
}

/** A command step that only looks has been run already. */
function writes({ run }: RecipeStep): boolean {
  return run.kind === 'command' && (run.name === 'results' || COMMANDS[run.name].run !== undefined);
}

function exitCode(first: Examination, rows: readonly Row[], options: ApplyOptions): number {
  if (rows.some(({ state }) => state === 'failed')) return ExitCode.failed;
  if (options.check === true && rows.some(({ state }) => state === 'to do')) return ExitCode.wouldChange;
  if (options.failOn === 'findings' && rows.some(({ state }) => state === 'open')) return ExitCode.failed;
  const skipped = first.planned.steps.some((outcome) => outcome.kind === 'planned' && outcome.planned.counts.skipped > 0);
  return options.failOn === 'skipped' && skipped ? ExitCode.failed : ExitCode.done;
}
