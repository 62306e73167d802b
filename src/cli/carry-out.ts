import path from 'node:path';
import { applyError, recoveryError } from '../apply/apply-error.js';
import { applyPlan } from '../apply/apply-plan.js';
import { lastWritten } from '../apply/last-written.js';
import { type RecoveredRun, recover } from '../apply/recover.js';
import { newRunId } from '../apply/run-id.js';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import type { Plan } from '../core/plan.js';
import type { Rejection } from '../core/review/rejections.js';
import { decisionLine } from '../records/decisions-log.js';
import type { ErrorRecord } from '../records/errors-log.js';
import { dirtyPaths } from '../trees/dirty.js';
import type { Targets } from '../trees/targets.js';
import type { RunName } from './error-records.js';
import type { Interruption } from './interruption.js';
import { folderWord, invocation } from './invocation.js';
import { wrapProse } from './report/prose.js';
import type { Terminal } from './terminal.js';

/** What a run has left behind. */
export interface CarriedOut {
  /** How many paths were created, changed or deleted; a rename is two. */
  readonly files: number;
  /** Null when nothing was changed. */
  readonly run: string | null;
  /** The folder of the records. */
  readonly records: string;
  /** The command that takes it back. */
  readonly takeBack: string;
}

/** How a plan is carried out. */
export interface Writing {
  /** Change files that have uncommitted changes. */
  readonly allowDirty: boolean;
  readonly interruption: Interruption;
  readonly terminal: Terminal;
  /** What a person has decided against: it is remembered. */
  readonly rejections?: readonly Rejection[];
  /** What to do where files cannot be written. */
  readonly remedy?: string;
}

/** Paths that a message names; the rest is counted. */
const NAMED_PATHS = 10;

/**
 * Finishes or rolls back what an interrupted run has left, and says so. Every command that writes does this first.
 *
 * @returns those runs.
 * @throws CodemodError `recovery-stopped`, `lock-held` or the failure of a write.
 */
export async function finishInterrupted({ root }: Targets, terminal: Terminal): Promise<readonly RecoveredRun[]> {
  const report = await recover({ root });
  if (report.kind !== 'recovered') throw recoveryError(report);
  tellRecovered(report.runs, terminal);
  return report.runs;
}

/**
 * Carries out a plan, or refuses it whole. What `errors` tells goes into the errors log, also when nothing is changed.
 *
 * @throws CodemodError `dirty-tree`, `stale-plan`, `lock-held`, `recovery-stopped` or the failure of a write.
 */
export async function carryOut(
  plan: Plan,
  errors: (run: RunName) => readonly ErrorRecord[],
  targets: Targets,
  { allowDirty, interruption, terminal, rejections = [], remedy }: Writing,
): Promise<CarriedOut> {
  const { root } = targets;
  const dirty = await dirtyOf(plan, targets, allowDirty);
  if (!allowDirty) refuseDirty(dirty);
  interruption.beginWriting();
  const now = new Date();
  const run = { id: newRunId(now), time: now.toISOString() };
  const result = await applyPlan({
    root,
    plan,
    run,
    errors: [...dirtyRecord(dirty, run), ...errors(run)],
    decisions: rejections.map((rejection) => decisionLine({ ts: run.time, action: 'reject', ...rejection })),
    signal: interruption.signal,
  });
  if (result.kind !== 'done') throw applyError(result, remedy);
  tellRecovered(result.recovered, terminal);
  const changed = plan.changes.length > 0;
  const records = `${path.relative(process.cwd(), path.join(root, '.codex'))}/`;
  const takeBack = `${invocation()} undo ${run.id}${folderWord(targets)}`;
  return { files: result.files, run: changed ? run.id : null, records, takeBack };
}

/** The files of a plan that have uncommitted changes. @throws CodemodError `git-missing`, unless they may be changed anyway. */
async function dirtyOf(
  { changes }: Plan,
  { root, repository, inRepository }: Targets,
  allowed: boolean,
): Promise<readonly string[]> {
  if (changes.length === 0) return [];
  if (repository === null) {
    if (!inRepository || allowed) return [];
    const message = `${visibleLine(root)} is a git repository, and there is no git here to tell what is not committed. Install git, or say --allow-dirty.`;
    throw new CodemodError('git-missing', message);
  }
  const paths = changes.flatMap((change) => (change.kind === 'rename' ? [change.path, change.to] : [change.path]));
  return await dirtyPaths(repository, paths, await lastWritten(root));
}

/** Says at the start of a review what would end it: files that have uncommitted changes. */
export async function warnOfDirty(plan: Plan, targets: Targets, terminal: Terminal): Promise<void> {
  const dirty = await dirtyOf(plan, targets, false);
  if (dirty.length === 0) return;
  const files = dirty.length === 1 ? '1 file of the plan has' : `${dirty.length} files of the plan have`;
  const text = `${files} changes that are not committed. Commit or stash them, or start the review with --allow-dirty.`;
  terminal.err(`${wrapProse(text, terminal.columns)}\n`);
}

function refuseDirty(dirty: readonly string[]): void {
  if (dirty.length === 0) return;
  const subject = dirty.length === 1 ? 'This file has changes that are' : `These ${dirty.length} files have changes that are`;
  const message = `${subject} not committed, and would be changed:\n${list(dirty)}\nCommit or stash them, or say --allow-dirty.`;
  throw new CodemodError('dirty-tree', message);
}

/** One record of all files that were changed on top of uncommitted changes, because the user said so. */
function dirtyRecord(dirty: readonly string[], run: RunName): readonly ErrorRecord[] {
  if (dirty.length === 0) return [];
  const message = `${dirty.length === 1 ? '1 file' : `${dirty.length} files`} had uncommitted changes, and --allow-dirty was said`;
  const about = { phase: 'apply', step: null, codemod: null, path: null, range: null, question: null };
  return [
    {
      ts: run.time,
      run: run.id,
      ...about,
      code: 'dirty-tree',
      message,
      context: { paths: dirty, sha256: sha256(dirty.join('\0')) },
    },
  ];
}

/** Says what became of runs that had been interrupted. */
export function tellRecovered(runs: readonly RecoveredRun[], terminal: Terminal): void {
  for (const { run, action, files } of runs) {
    const what = action === 'finished' ? 'was finished' : 'was rolled back: its files are as they were';
    terminal.err(`An earlier run, ${run}, had been interrupted. It ${what} (${files === 1 ? '1 file' : `${files} files`}).\n`);
  }
}

function list(paths: readonly string[]): string {
  const named = paths.slice(0, NAMED_PATHS).map((file) => `  ${visibleLine(file)}`);
  return [...named, ...(paths.length > NAMED_PATHS ? [`  and ${paths.length - NAMED_PATHS} more`] : [])].join('\n');
}
