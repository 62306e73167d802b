import path from 'node:path';
import { countOf } from '../core/count-of.js';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { canonicalJson } from '../core/plan.js';
import { quoted } from '../core/quoted.js';
import type { DecidedPlan } from '../core/review/decide.js';
import { resolveTargets } from '../trees/targets.js';
import type { CarriedOut } from './carry-out.js';
import { isCarriedOut, refuseStale } from './check-plan.js';
import { type ApplyOptions, MAX_SIZE } from './commands/apply.js';
import { decisionsFileOf, readDecisions, type SavedDecisions } from './decisions-file.js';
import { diffsOf } from './diffs-of.js';
import { ExitCode } from './exit-code.js';
import { type Interruption, listenForInterruption } from './interruption.js';
import { invocation } from './invocation.js';
import { printPlan } from './print-plan.js';
import { answer, lastLines } from './report/answer.js';
import { drawDecided } from './report/decided-plan.js';
import { planReport } from './report/plan-report.js';
import { decideWhole } from './review-session.js';
import { openPlan, type SavedPlan } from './saved-plan.js';
import { openTerminal, type Terminal } from './terminal.js';

/** All that writes, loaded only where something is to be written. */
const writer = () => import('./carry-out-plan.js');

/** `codemod apply plan.json`: carries out exactly what a plan says, less what was rejected of it. @returns the exit code. */
export async function runApplyPlan(typed: string, paths: readonly string[], options: ApplyOptions): Promise<number> {
  const terminal = openTerminal(options.color, options.quiet === true || options.json === true);
  const [where, ...more] = paths;
  if (more.length > 0) throw new CodemodError('usage', 'A plan is carried out in one repository: name its folder, or none.');
  const dryRun = options.dryRun === true || options.check === true;
  const targets = await resolveTargets([where ?? '.'], process.cwd());
  // What a killed run has left is no state to compare a plan with.
  const recovered = dryRun ? [] : await (await import('./carry-out.js')).finishInterrupted(targets, terminal);
  const saved = await openPlan(typed, where ?? null);
  if (recovered.some(({ action }) => action === 'finished') && isCarriedOut(saved)) {
    if (options.quiet !== true) terminal.err('With that the plan is carried out.\n');
    return ExitCode.done;
  }
  refuseOtherOptions(saved, options);
  await refuseStale(saved);
  const interruption = listenForInterruption(terminal);
  try {
    return await carryOutDecided(saved, options, interruption, terminal);
  } finally {
    interruption.end();
  }
}

async function carryOutDecided(
  saved: SavedPlan,
  options: ApplyOptions,
  interruption: Interruption,
  terminal: Terminal,
): Promise<number> {
  const dryRun = options.dryRun === true || options.check === true;
  const standing = readDecisions(decisionsFileOf(saved.file), saved.id);
  const again = reviewCommand(saved);
  const decided = await decideWhole(saved.plan, saved.read, standing.decisions, undecidedAs(options), { again });
  if (!dryRun) refuseUndecided(saved, decided, standing, options);
  if (standing.others > 0 && options.quiet !== true && options.json !== true) {
    terminal.err(`${countOf(standing.others, 'decision')} beside it belong to another plan, and do not count.\n`);
  }
  const diffs = await diffsOf(decided.plan, saved.read);
  const writing = { allowDirty: options.allowDirty === true, interruption, terminal, quiet: options.quiet === true };
  const done = dryRun ? null : await (await writer()).carryOutPlan(saved, decided, writing);
  const code = exitCode(decided, options);
  if (options.json === true) {
    const mode = options.check === true ? 'check' : dryRun ? 'dry-run' : 'apply';
    const report = planReport({ mode, saved, decided, diffs, run: done?.run ?? null });
    terminal.out(options.jsonLines === true ? lastLines('apply', report) : answer('apply', report));
  } else await printPlan({ plan: decided.plan, read: saved.read, exitCode: code }, { diffs, options, dryRun }, terminal);
  if (options.quiet !== true && options.json !== true) tell(saved, decided, done, terminal, diffs);
  return code;
}

/** A plan has its options in it: one that is typed must say the same. */
function refuseOtherOptions({ plan: { options, asked } }: SavedPlan, given: ApplyOptions): void {
  const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
  const others = [
    ...(given.unsafe === true && options.threshold !== 'unsafe' ? ['--unsafe'] : []),
    ...(given.param !== undefined && !same(given.param, asked.params) ? ['--param'] : []),
    ...(given.include !== undefined && !same(given.include, options.include) ? ['--include'] : []),
    ...(given.exclude !== undefined && !same(given.exclude, options.exclude) ? ['--exclude'] : []),
    ...(!given.ignore && !options.noIgnore ? ['--no-ignore'] : []),
    ...(given.keepFormattingChanges === true && options.foreign?.keepFormatting !== true ? ['--keep-formatting-changes'] : []),
    ...(given.verifyIdempotent === true && options.foreign?.verifyIdempotent !== true ? ['--verify-idempotent'] : []),
    ...(given.maxSize !== MAX_SIZE && given.maxSize !== options.maxSize ? ['--max-size'] : []),
  ];
  if (others.length === 0) return;
  const message = `Nothing was written, because the plan was made without ${others.join(', ')}. Leave that out, or make a plan with it: codemod plan.`;
  throw new CodemodError('stale-plan', message);
}

/** A plan that nobody has looked at is carried out whole; of one that was reviewed, what is left undecided has to be said. */
function refuseUndecided(
  saved: SavedPlan,
  { counts }: DecidedPlan,
  { decisions, unreadable }: SavedDecisions,
  { undecided }: ApplyOptions,
): void {
  if (decisions.size + unreadable === 0 || counts.undecided === 0 || undecided !== undefined) return;
  const hunks = counts.undecided === 1 ? '1 hunk is' : `${counts.undecided} hunks are`;
  const lines = unreadable === 0 ? '' : `\n${countOf(unreadable, 'line')} of what was decided cannot be read.`;
  const next = `Decide them: ${reviewCommand(saved)}\nOr say what becomes of them: --undecided apply, or --undecided leave.`;
  const message = `Nothing was written: the plan was reviewed in part, and ${hunks} undecided.${lines}\n${next}`;
  throw new CodemodError('plan-undecided', message);
}

function reviewCommand({ file }: SavedPlan): string {
  return `${invocation()} review ${visibleLine(quoted(path.relative(process.cwd(), file)))}`;
}

function undecidedAs({ undecided }: ApplyOptions): 'accepted' | 'rejected' {
  return undecided === 'leave' ? 'rejected' : 'accepted';
}

function tell(
  { plan, targets }: SavedPlan,
  decided: DecidedPlan,
  done: CarriedOut | null,
  terminal: Terminal,
  diffs: Awaited<ReturnType<typeof diffsOf>>,
): void {
  const head = targets.repository?.head ?? null;
  if (plan.head !== head) {
    terminal.err(`HEAD has moved since the plan was made (${short(plan.head)} to ${short(head)}); its files have not changed.\n`);
  }
  const shown = (file: string): string => visibleLine(path.relative(process.cwd(), path.join(targets.root, file)));
  terminal.err(drawDecided({ decided, done, diffs, shown, columns: terminal.columns }, terminal.errColors));
}

function short(commit: string | null): string {
  return commit === null ? 'none' : visibleLine(commit.slice(0, 12));
}

function exitCode({ plan }: DecidedPlan, options: ApplyOptions): number {
  const has = (kind: string): boolean => plan.left.some((left) => left.kind === kind);
  if (has('failed')) return ExitCode.failed;
  if (options.check === true && plan.changes.length > 0) return ExitCode.wouldChange;
  if (options.failOn === 'findings' && has('finding')) return ExitCode.failed;
  return options.failOn === 'skipped' && has('skipped') ? ExitCode.failed : ExitCode.done;
}
