import { existsSync } from 'node:fs';
import path from 'node:path';
import { visibleLine } from '../core/display.js';
import { resolveParams } from '../core/params.js';
import { planId } from '../core/plan.js';
import type { Planned } from '../pipeline/plan.js';
import { resolveTargets, type Targets } from '../trees/targets.js';
import type { CarriedOut } from './carry-out.js';
import type { ApplyOptions } from './commands/apply.js';
import { ExitCode } from './exit-code.js';
import { listenForInterruption } from './interruption.js';
import { commandToCarryOut, invocation } from './invocation.js';
import { loadNamed } from './load-named.js';
import { type PlanOptions, planTargets } from './plan-targets.js';
import type { ChangeText } from './report/change-text.js';
import { countLines, drawDiff } from './report/draw-diff.js';
import type { Shown } from './report/items.js';
import { jsonReport } from './report/json-report.js';
import { drawSummary } from './report/summary.js';
import { openTerminal, type Terminal } from './terminal.js';

/** All that writes, loaded only where something is to be written or was before: a dry run starts sooner. */
const writer = () => import('./carry-out.js');

/** `codemod apply`: plans, then shows the plan or carries it out. @returns the exit code. */
export async function runApply(name: string, paths: readonly string[], options: ApplyOptions): Promise<number> {
  const terminal = openTerminal(options.color, options.quiet === true || options.json === true);
  const loaded = await loadNamed(name);
  const params = resolveParams(loaded.codemod.name, loaded.codemod.params, options.param ?? {});
  const targets = await resolveTargets(paths, process.cwd());
  const dryRun = options.dryRun === true || options.check === true;
  const interruption = listenForInterruption(terminal);
  try {
    if (!dryRun) await (await writer()).finishInterrupted(targets, terminal);
    else if (existsSync(path.join(targets.root, '.codex'))) await (await writer()).warnOfInterrupted(targets, terminal);
    const planned = await planTargets({ ...loaded, params }, targets, selectionOf(options), terminal);
    const texts = await textsOf(planned, targets);
    const writing = { allowDirty: options.allowDirty === true, interruption, terminal };
    const done = dryRun ? null : await (await writer()).carryOut(planned, targets, writing);
    const shown = (file: string): string => visibleLine(path.relative(process.cwd(), path.join(targets.root, file)));
    report({ root: targets.root, planned, texts, done, options, dryRun, shown }, terminal);
    return exitCode(planned, options);
  } finally {
    interruption.end();
  }
}

function selectionOf({ unsafe, include, exclude, ignore, maxSize, jobs }: ApplyOptions): PlanOptions {
  const threshold = unsafe === true ? 'unsafe' : 'safe';
  return {
    threshold,
    include: include ?? [],
    exclude: exclude ?? [],
    noIgnore: !ignore,
    maxSize,
    ...(jobs === undefined ? {} : { jobs }),
  };
}

/** What draws diffs is loaded only where there is one. */
async function textsOf({ plan: { changes } }: Planned, targets: Targets): Promise<ReadonlyMap<string, ChangeText>> {
  return changes.length === 0 ? new Map() : (await import('./report/change-text.js')).changeTexts(changes, targets);
}

interface Report {
  readonly root: string;
  readonly planned: Planned;
  readonly texts: ReadonlyMap<string, ChangeText>;
  /** Null for a dry run. */
  readonly done: CarriedOut | null;
  readonly options: ApplyOptions;
  readonly dryRun: boolean;
  readonly shown: Shown;
}

function report(facts: Report, terminal: Terminal): void {
  const { root, planned, texts, done, options, dryRun, shown } = facts;
  if (options.json === true) {
    const mode = options.check === true ? 'check' : dryRun ? 'dry-run' : 'apply';
    const run = done?.run ?? null;
    terminal.out(`${JSON.stringify(jsonReport({ mode, run, root, planId: planId(planned.plan), planned, texts }))}\n`);
    return;
  }
  if (options.stat === true) terminal.out(drawStat(texts, terminal));
  else if (dryRun) for (const text of texts.values()) terminal.out(drawDiff(text, terminal.outColors, terminal.outIsTerminal));
  if (options.quiet === true) return;
  terminal.err(drawSummary({ planned, texts, dryRun, shown, columns: terminal.columns }, terminal.errColors));
  terminal.err(
    closingLines(facts)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

function drawStat(texts: ReadonlyMap<string, ChangeText>, { outColors: { green, red } }: Terminal): string {
  const rows = [...texts].map(([path, { diff }]) => {
    const { added, removed } = countLines(diff);
    return `${visibleLine(path)} | ${green(`+${added}`)} ${red(`-${removed}`)}\n`;
  });
  return rows.join('');
}

function nothingToChange(counts: Planned['counts'], plan: Planned['plan']): string {
  if (counts.discovered === 0)
    return `There is no file that ${plan.codemods.map(({ name }) => name).join(', ')} knows how to read.`;
  return counts.failed > 0 ? 'Nothing is changed.' : 'There is nothing to change.';
}

/** Where the run is recorded, and what to do next. */
function closingLines({ planned: { plan, outcomes, project, counts }, done, options, dryRun }: Report): readonly string[] {
  const again = visibleLine(commandToCarryOut(process.argv));
  const unsafe = outcomes.some(({ withheld }) => withheld.some(({ because }) => because === 'unsafe'));
  const hasCodes = outcomes.some(({ kind }) => kind !== 'changed') || project.findings.length > 0;
  return [
    ...(plan.changes.length === 0 ? [nothingToChange(counts, plan)] : []),
    ...(dryRun && plan.changes.length > 0 ? [`Nothing was written. To carry it out: ${again}`] : []),
    ...(done?.run != null ? [`Run ${done.run}, recorded in ${visibleLine(done.records)}`] : []),
    ...(hasCodes && done !== null ? [`What was left is recorded in ${visibleLine(done.records)}errors.ndjson`] : []),
    ...(hasCodes ? [`What a code means: ${invocation()} explain <code>`] : []),
    ...(unsafe && options.unsafe !== true ? [`To apply unsafe fixes too, after reading why: ${again} --unsafe`] : []),
  ];
}

function exitCode({ plan: { changes }, counts, project }: Planned, options: ApplyOptions): number {
  if (counts.failed > 0 || project.failures.length > 0) return ExitCode.failed;
  if (options.check === true && changes.length > 0) return ExitCode.wouldChange;
  if (options.failOn === 'findings' && (counts.findings > 0 || project.findings.length > 0)) return ExitCode.failed;
  if (options.failOn === 'skipped' && counts.skipped > 0) return ExitCode.failed;
  return ExitCode.done;
}
