import { existsSync } from 'node:fs';
import path from 'node:path';
import { paramsOf } from '../core/codemod.js';
import { visibleLine } from '../core/display.js';
import { type Plan, planId } from '../core/plan.js';
import { quoted } from '../core/quoted.js';
import type { DecidedPlan } from '../core/review/decide.js';
import type { ReadFile } from '../core/review/review-files.js';
import { describeFile } from '../pipeline/describe-module.js';
import type { Planned } from '../pipeline/plan.js';
import type { ErrorRecord } from '../records/errors-log.js';
import type { ChangeText } from '../reports/change-text.js';
import { resolveTargets, type Targets } from '../trees/targets.js';
import type { ApplyRun } from './apply-run.js';
import type { CarriedOut } from './carry-out.js';
import type { ApplyOptions } from './commands/apply.js';
import { diffsOf } from './diffs-of.js';
import { errorRecords, type RunName } from './error-records.js';
import { ExitCode } from './exit-code.js';
import { listenForInterruption } from './interruption.js';
import { commandAsTyped, commandToCarryOut, explainCommand, folderWord, invocation } from './invocation.js';
import { loadNamed } from './load-named.js';
import { tellNamedLinks } from './named-links.js';
import { configOf, namedRecipe } from './named-recipe.js';
import { planTargets } from './plan-targets.js';
import { printPlan } from './print-plan.js';
import { readFiles } from './read-files.js';
import { rejectedIn } from './rejected-in.js';
import { type AnsweringCommand, answer, eventLine, lastLines } from './report/answer.js';
import { drawClosing } from './report/closing-lines.js';
import type { Shown } from './report/items.js';
import { jsonReport } from './report/json-report.js';
import { drawSaved } from './report/saved-plan.js';
import { drawFailures, drawSummary } from './report/summary.js';
import { askedFor, selectionOf } from './selection-of.js';
import { openTerminal, type Terminal } from './terminal.js';
import { requireWhole } from './whole-repository.js';
import type { RunOptions } from './with-planner.js';

/** All that writes, loaded only where something is to be written: a dry run starts sooner. */
const writer = () => import('./carry-out.js');
const saver = () => import('./save-plan.js');
const reviewer = () => import('./review-on-terminal.js');

/** The options of `apply`, and of `plan`, which is the same but for what becomes of the plan. */
export interface RunApplyOptions extends ApplyOptions {
  /** Where the plan is saved; null: to standard output; absent: nowhere. */
  readonly save?: string | null;
}

/** `codemod apply`: plans, then shows the plan or carries it out. @returns the exit code. */
export async function runApply(name: string, paths: readonly string[], options: RunApplyOptions): Promise<number> {
  const terminal = openTerminal(options.color, options.quiet === true || options.json === true);
  const targets = await resolveTargets(paths, process.cwd());
  if (options.quiet !== true && options.json !== true) terminal.err(tellNamedLinks(paths));
  const config = await configOf(targets);
  const recipe = await namedRecipe(name, config);
  const interruption = listenForInterruption(terminal);
  try {
    const run = { typed: name, targets, config, options, interruption, terminal };
    if (recipe === null) return await runCodemod(run);
    const { runRecipe } = await import('./run-recipe.js');
    return await runRecipe({ recipe, ...run });
  } finally {
    interruption.end();
  }
}

/** What a person decides about a plan where that was asked for; null where it was not, and `left` where the review was. */
export async function decidedBy(
  plan: Plan,
  read: ReadFile,
  { targets, options, terminal }: Pick<ApplyRun, 'targets' | 'options' | 'terminal'>,
): Promise<DecidedPlan | 'left' | null> {
  if (options.interactive !== true || plan.changes.length === 0) return null;
  const { reviewInteractively } = await import('./review-interactively.js');
  return (await reviewInteractively(plan, read, targets, terminal)) ?? 'left';
}

async function runCodemod({ typed: name, targets, config, options, interruption, terminal }: ApplyRun): Promise<number> {
  const dryRun = options.dryRun === true || options.check === true;
  const loaded = await loadNamed(name, Object.keys(config?.recipes ?? {}), (file) => describeFile(file, options.allow, 'kept'));
  if (loaded.codemod.scope === 'repository') requireWhole(loaded.codemod.name, targets);
  const given = { ...config?.params[loaded.codemod.name], ...options.param };
  const params = paramsOf(loaded.codemod, given);
  if (!dryRun) await (await writer()).finishInterrupted(targets, terminal);
  else if (existsSync(path.join(targets.root, '.codex')))
    await (await import('./warn-of-interrupted.js')).warnOfInterrupted(targets, terminal);
  const asked = askedFor('codemod', name, targets, options.param);
  const selection = selectionOf(asked, options, config, await rejectedIn(targets));
  if (options.interactive === true) (await reviewer()).requireTerminal();
  const planned = await planTargets({ ...loaded, params }, targets, { ...selection, ...streaming(options, terminal) }, terminal);
  const read = await readFiles(planned.plan, targets);
  if (options.save !== undefined) await (await saver()).savePlan(planned.plan, options.save, terminal);
  const decided = dryRun ? null : await decidedBy(planned.plan, read, { targets, options, terminal });
  if (decided === 'left') return ExitCode.done;
  const plan = decided?.plan ?? planned.plan;
  const showsNone = !dryRun && options.quiet === true && options.json !== true;
  const diffs = showsNone ? new Map<string, ChangeText>() : await diffsOf(plan, read);
  const writing = { allowDirty: options.allowDirty === true, interruption, terminal, rejections: decided?.rejections ?? [] };
  const errors = (run: RunName): readonly ErrorRecord[] => errorRecords(plan.left, run);
  const done = dryRun ? null : await (await writer()).carryOut(plan, errors, targets, writing);
  if (decided !== null) (await import('./review-interactively.js')).forgetKept(planned.plan, targets);
  const shown = (file: string): string => visibleLine(path.relative(process.cwd(), path.join(targets.root, file)));
  const readsFiles = Object.keys(loaded.codemod.languages).length > 0;
  const code = exitCode(planned, options);
  const facts = {
    typed: name,
    readsFiles,
    targets,
    planned: { ...planned, plan },
    read,
    diffs,
    done,
    options,
    dryRun,
    code,
    shown,
  };
  await report(facts, terminal);
  return code;
}

/** With `--json-lines`, each file is told when it is planned. */
function streaming(options: RunApplyOptions, terminal: Terminal): Pick<RunOptions, 'onFile'> {
  if (options.jsonLines !== true) return {};
  return { onFile: (outcome) => terminal.out(eventLine(commandOf(options), 'file', outcome)) };
}

export function commandOf({ save }: RunApplyOptions): AnsweringCommand {
  return save === undefined ? 'apply' : 'plan';
}

interface Report {
  /** How the codemod was named. */
  readonly typed: string;
  /** False for a codemod that only makes and edits whole files of its own choice. */
  readonly readsFiles: boolean;
  readonly targets: Targets;
  readonly planned: Planned;
  /** The files as they were. */
  readonly read: ReadFile;
  readonly diffs: ReadonlyMap<string, ChangeText>;
  /** Null for a dry run. */
  readonly done: CarriedOut | null;
  readonly options: RunApplyOptions;
  readonly dryRun: boolean;
  /** What the command answers with. */
  readonly code: number;
  readonly shown: Shown;
}

async function report(facts: Report, terminal: Terminal): Promise<void> {
  const { typed, targets, planned, read, diffs, done, options, dryRun, code, shown } = facts;
  if (options.json === true) {
    const mode = options.check === true ? 'check' : dryRun ? 'dry-run' : 'apply';
    const run = done?.run ?? null;
    const report = jsonReport({ mode, run, root: targets.root, planId: planId(planned.plan), planned, diffs });
    terminal.out(options.jsonLines === true ? lastLines(commandOf(options), report) : answer('apply', report));
    return;
  }
  await printPlan({ plan: planned.plan, read, exitCode: code }, { diffs, options, dryRun }, terminal);
  if (options.quiet === true) {
    terminal.err(drawFailures({ planned, shown, columns: terminal.columns }, terminal.errColors));
    return;
  }
  terminal.err(drawSummary({ planned, diffs, dryRun, shown, columns: terminal.columns }, terminal.errColors));
  const commands = {
    command: commandFor(options, targets),
    unsafeCommand: unsafeCommandFor(options),
    explain: explainCommand(typed),
  };
  terminal.err(drawClosing({ ...facts, ...commands }, terminal.columns));
  if (typeof options.save === 'string') terminal.err(drawSaved(options.save, planned.plan, targets, terminal.columns));
}

/** What would do the same with unsafe fixes; a plan that was saved has to be made anew. Safe to show. */
function unsafeCommandFor({ save }: RunApplyOptions): string {
  return visibleLine(`${save === undefined ? commandToCarryOut(process.argv) : commandAsTyped(process.argv)} --unsafe`);
}

/** What would carry out what was shown. Safe to show. */
export function commandFor({ save }: RunApplyOptions, targets: Targets): string {
  if (save === undefined) return visibleLine(commandToCarryOut(process.argv));
  return visibleLine(`${invocation()} apply ${quoted(save ?? 'plan.json')}${folderWord(targets)}`);
}

function exitCode({ plan: { changes }, counts, project }: Planned, options: ApplyOptions): number {
  if (counts.failed > 0 || project.failures.length > 0) return ExitCode.failed;
  if (options.check === true && changes.length > 0) return ExitCode.wouldChange;
  if (options.failOn === 'findings' && (counts.findings > 0 || project.findings.length > 0)) return ExitCode.failed;
  if (options.failOn === 'skipped' && counts.skipped > 0) return ExitCode.failed;
  return ExitCode.done;
}
