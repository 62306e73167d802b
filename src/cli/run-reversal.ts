import path from 'node:path';
import { applyError } from '../apply/apply-error.js';
import type { Reversal } from '../apply/reversal.js';
import { reverseRun } from '../apply/reverse-run.js';
import type { RunFile } from '../apply/run-file.js';
import { newRunId } from '../apply/run-id.js';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { quoted } from '../core/quoted.js';
import { resolveTargets, type Targets } from '../trees/targets.js';
import { finishInterrupted, tellRecovered } from './carry-out.js';
import type { UndoOptions } from './commands/undo.js';
import { ExitCode } from './exit-code.js';
import { findReversal } from './find-reversal.js';
import { type Interruption, listenForInterruption } from './interruption.js';
import { folderWord, invocation } from './invocation.js';
import { answer } from './report/answer.js';
import { printDiffs } from './report/draw-diff.js';
import { drawConflicts, drawReversal } from './report/draw-reversal.js';
import { wrapProse } from './report/prose.js';
import { conflictError, reversalDiffs, reversalReport } from './report/reversal-report.js';
import { openTerminal, type Terminal } from './terminal.js';
import { toolVersion } from './tool-version.js';
import { warnOfInterrupted } from './warn-of-interrupted.js';

type Verb = 'undo' | 'redo';

/** `codemod undo` and `codemod redo`. @returns the exit code. */
export async function runReversal(
  verb: Verb,
  first: string | undefined,
  second: string | undefined,
  options: UndoOptions,
): Promise<number> {
  const terminal = openTerminal(options.color, options.quiet === true || options.json === true);
  const { name, folder } = wordsOf(first, second);
  const targets = await resolveTargets(folder === null ? [] : [folder], process.cwd());
  if (folder !== null) refusePart(verb, name, targets);
  const interruption = listenForInterruption(terminal);
  try {
    const recovered = options.dryRun === true ? [] : await finishInterrupted(targets, terminal);
    if (options.dryRun === true) await warnOfInterrupted(targets, terminal);
    const reversal = await findReversal(verb, name, targets, recovered);
    if ('finished' in reversal) return tellFinished(verb, reversal.finished, targets, options, terminal);
    return await carryOutReversal({ verb, reversal, targets, at: folderWord(targets), options, interruption, terminal });
  } finally {
    interruption.end();
  }
}

/** With one word alone, a slash or dots make it a folder: no run has them. */
function wordsOf(first: string | undefined, second: string | undefined): { name: string | null; folder: string | null } {
  if (first === undefined) return { name: null, folder: null };
  const isFolder = second === undefined && (first.includes('/') || first === '.' || first === '..');
  return isFolder ? { name: null, folder: first } : { name: first, folder: second ?? null };
}

/** Whoever names a part may mean that part alone; a run goes back whole. @throws CodemodError `usage`. */
function refusePart(verb: Verb, name: string | null, { root, paths: [part] }: Targets): void {
  if (part === undefined) return;
  const top = path.relative(process.cwd(), root) || '.';
  const command = `codemod ${verb} ${[...(name === null ? [] : [quoted(name)]), quoted(top.startsWith('.') ? top : `./${top}`)].join(' ')}`;
  const message = `codemod ${verb} is about whole runs, and ${visibleLine(part)} is a part of ${visibleLine(root)}. Name the whole:\n`;
  throw new CodemodError('usage', `${message}  ${visibleLine(command)}`);
}

function tellFinished(
  verb: Verb,
  { id, of, plan, codemods }: RunFile,
  targets: Targets,
  { json, quiet }: UndoOptions,
  terminal: Terminal,
): number {
  const nothing = { steps: [], alreadySo: [], conflicts: [], aside: [], emptied: [] };
  const reversal: Reversal = { kind: verb, of: of ?? id, about: { plan, codemods }, ...nothing };
  const report = { mode: verb, run: id, root: targets.root, reversal, refusal: null };
  if (json === true) terminal.out(answer(verb, reversalReport(report)));
  const text = `That was the ${verb} of run ${of}, so nothing more was ${verb === 'undo' ? 'undone' : 'redone'}.`;
  if (json !== true && quiet !== true) terminal.err(`${wrapProse(text, terminal.columns)}\n`);
  return ExitCode.done;
}

/** An undo or redo on its way, with how it was asked for. */
interface ReversalRun {
  readonly verb: Verb;
  readonly reversal: Reversal;
  readonly targets: Targets;
  /** The folder as it has to be typed again, behind a space; or nothing. */
  readonly at: string;
  readonly options: UndoOptions;
  readonly interruption: Interruption;
  readonly terminal: Terminal;
}

async function carryOutReversal(facts: ReversalRun): Promise<number> {
  const { verb, reversal, targets, at, options, terminal } = facts;
  const { json, dryRun, partial } = options;
  const { steps, conflicts } = reversal;
  const isRefused = conflicts.length > 0 && (partial !== true || steps.length === 0);
  const shown = (file: string): string => visibleLine(path.relative(process.cwd(), path.join(targets.root, file)));
  const refusal = isRefused ? conflictError(reversal, { at, shown, partial: partial === true }) : null;
  const run = refusal === null && dryRun !== true && steps.length > 0 ? await write(facts) : null;
  const exitCode = refusal !== null ? ExitCode.refused : conflicts.length > 0 ? ExitCode.failed : ExitCode.done;
  if (json === true) {
    const mode = dryRun === true ? 'dry-run' : verb;
    terminal.out(answer(verb, reversalReport({ mode, run, root: targets.root, reversal, refusal })));
    return exitCode;
  }
  if (options.quiet !== true) terminal.err(drawConflicts(reversal, shown, terminal.columns, terminal.errColors));
  if (refusal !== null) throw refusal;
  if (dryRun === true) printDiffs(reversalDiffs(reversal), terminal);
  const records = `${path.relative(process.cwd(), path.join(targets.root, '.codex'))}/`;
  const command = visibleLine(
    [`${invocation()} ${reversal.kind} ${reversal.of}${at}`, ...(partial === true ? ['--partial'] : [])].join(' '),
  );
  const back = visibleLine(`${invocation()} ${reversal.kind === 'undo' ? 'redo' : 'undo'} ${reversal.of}${at}`);
  const done = { run, dryRun: dryRun === true, records: visibleLine(records), command, back };
  if (options.quiet !== true) terminal.err(drawReversal(reversal, done, shown, terminal.columns, terminal.errColors));
  return exitCode;
}

/** @returns the run's name. @throws CodemodError when it was refused or failed. */
async function write({ reversal, targets, interruption, terminal }: ReversalRun): Promise<string> {
  interruption.beginWriting();
  const now = new Date();
  const run = { id: newRunId(now), time: now.toISOString() };
  const tool = toolVersion().version;
  const result = await reverseRun({ root: targets.root, reversal, run, tool, signal: interruption.signal });
  if (result.kind !== 'done') throw applyError(result, 'Make that possible, and run the command again.');
  tellRecovered(result.recovered, terminal);
  return run.id;
}
