import path from 'node:path';
import { visibleLine } from '../core/display.js';
import type { Row } from '../core/matrix.js';
import type { Recipe, RecipeStep } from '../core/recipe.js';
import { COMMANDS } from '../recipes/commands/commands.js';
import { type Examination, examine } from '../recipes/examine.js';
import { nextSteps } from '../recipes/next-steps.js';
import type { StepOutcome } from '../recipes/plan-recipe.js';
import { NO_CONFIG } from '../recipes/read-config.js';
import type { ApplyRun } from './apply-run.js';
import type { Finished } from './carry-out-recipe.js';
import type { ApplyOptions } from './commands/apply.js';
import { diffsOf } from './diffs-of.js';
import { ExitCode } from './exit-code.js';
import { againWithOptions } from './invocation.js';
import { printPlan } from './print-plan.js';
import { readFiles } from './read-files.js';
import { bindJob } from './recipe-job.js';
import { rejectedIn } from './rejected-in.js';
import { answer, eventLine, lastLines } from './report/answer.js';
import { drawMatrix, drawNextSteps, drawRecipeItems, drawStep, drawTargets } from './report/draw-recipe.js';
import { drawCommand } from './report/prose.js';
import { describeStep, recipeReport } from './report/recipe-report.js';
import { drawSaved } from './report/saved-plan.js';
import { commandFor, commandOf, decidedBy } from './run-apply.js';
import { askedFor, selectionOf } from './selection-of.js';
import { requireWhole } from './whole-repository.js';
import { checkConservation, withPlanner } from './with-planner.js';

/** What a run of a recipe is made of. */
export interface RecipeRun extends ApplyRun {
  readonly recipe: Recipe;
}

/** All that writes, loaded only where something is to be written: a dry run starts sooner. */
const writer = () => import('./carry-out.js');
const carrier = () => import('./carry-out-recipe.js');
const saver = () => import('./save-plan.js');

/** `codemod apply <recipe>`: plans all steps as one plan, shows it or carries it out as one run. @returns the exit code. */
export async function runRecipe(run: RecipeRun): Promise<number> {
  const { recipe, targets, options, terminal } = run;
  requireWhole(recipe.name, targets);
  const config = run.config ?? NO_CONFIG;
  const dryRun = options.dryRun === true || options.check === true;
  const bound = await bindJob(recipe, config, targets, options.param ?? {}, options.allowDirty);
  const selection = selectionOf(
    askedFor('recipe', run.typed, targets, options.param),
    options,
    config,
    await rejectedIn(targets),
  );
  if (options.interactive === true) (await import('./review-on-terminal.js')).requireTerminal();
  if (!dryRun) await (await writer()).finishInterrupted(targets, terminal);
  return await withPlanner(bound.codemods, targets, selection, terminal, async (planner) => {
    const examined = await examine(bound.job, planner, tellStep(run));
    const whole = examined.planned.plan;
    const read = await readFiles(whole, targets);
    if (options.save !== undefined) await (await saver()).savePlan(whole, options.save, terminal);
    const decided = dryRun ? null : await decidedBy(whole, read, run);
    if (decided === 'left') return ExitCode.done;
    const plan = decided?.plan ?? whole;
    const first = { ...examined, planned: { ...examined.planned, plan } };
    const diffs = await diffsOf(plan, read);
    const done = dryRun ? null : await (await carrier()).carryOutRecipe(run, bound, planner, first, decided?.rejections ?? []);
    if (decided !== null) (await import('./review-interactively.js')).forgetKept(whole, targets);
    const last = done?.last ?? first;
    const next = nextSteps(last.rows, last.mapping.missing, againWithOptions(recipe.name));
    const code = exitCode(first, last.rows, options);
    if (options.json === true) {
      const report = { recipe, root: targets.root, run: done?.run ?? null, first, last, next, diffs, options };
      const told = recipeReport(report);
      terminal.out(options.jsonLines === true ? lastLines(commandOf(options), told) : answer('apply', told));
    } else {
      await printPlan({ plan, read, exitCode: code }, { diffs, options, dryRun }, terminal);
    }
    if (options.quiet !== true && options.json !== true) tellEnd(run, first, last, done, next);
    return code;
  });
}

function tellStep({ options, terminal }: RecipeRun): (outcome: StepOutcome) => void {
  return (outcome) => {
    if (outcome.kind === 'planned') checkConservation(outcome.planned);
    if (options.jsonLines === true) terminal.out(eventLine(commandOf(options), 'step', { step: describeStep(outcome) }));
    if (options.quiet !== true && options.json !== true) terminal.err(drawStep(outcome, terminal.errColors));
  };
}

function tellEnd(
  { options, targets, terminal }: RecipeRun,
  first: Examination,
  last: Examination,
  done: Finished | null,
  next: ReturnType<typeof nextSteps>,
): void {
  const { errColors: colors, columns } = terminal;
  const { changes } = last.planned.plan;
  const shown = (file: string): string => visibleLine(path.relative(process.cwd(), path.join(targets.root, file)));
  terminal.err(drawTargets(last.mapping.targets, columns, colors));
  terminal.err(drawRecipeItems(first.planned.steps, done === null, shown, columns, colors));
  terminal.err(`\n${colors.bold(done === null ? 'As it stands' : 'After the run')}\n${drawMatrix(last.rows, columns, colors)}\n`);
  terminal.err(drawNextSteps(next, columns, colors));
  if (done === null) {
    const again = commandFor(options, targets);
    const around = last.planned.steps.flatMap((outcome) =>
      outcome.kind === 'command' && writes(outcome.step) ? [outcome.step.id] : [],
    );
    if (around.length > 0) terminal.err(`Would run around the plan: ${around.join(', ')}.\n`);
    const carryOut = drawCommand('Nothing was written. To carry it out:', again, columns);
    terminal.err(changes.length > 0 ? carryOut : 'There is nothing to change.\n');
    if (typeof options.save === 'string') terminal.err(drawSaved(options.save, last.planned.plan, targets, columns));
  } else if (done.run !== null) {
    terminal.err(`Run ${done.run}, recorded in ${done.records}\n`);
    terminal.err(drawCommand('To take it back:', visibleLine(done.takeBack), columns));
  } else if (done.deeds.length === 0) terminal.err(`No file was changed. The records are in ${done.records}\n`);
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
