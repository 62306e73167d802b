import path from 'node:path';
import { applyPlan } from '../apply/apply-plan.js';
import type { ApplyResult } from '../apply/apply-result.js';
import type { StaleReason } from '../apply/file-step.js';
import { lastWritten } from '../apply/last-written.js';
import { lockHeld } from '../apply/lock-held.js';
import { isInterrupted, type RecoveredRun, type RecoveryReport, recover } from '../apply/recover.js';
import { newRunId } from '../apply/run-id.js';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import type { Plan } from '../core/plan.js';
import { ioCode } from '../files/io-error.js';
import type { ErrorRecord } from '../records/errors-log.js';
import { dirtyPaths } from '../trees/dirty.js';
import type { Targets } from '../trees/targets.js';
import type { RunName } from './error-records.js';
import type { Interruption } from './interruption.js';
import type { Terminal } from './terminal.js';

/** What a run has left behind. */
export interface CarriedOut {
  /** Null when nothing was changed. */
  readonly run: string | null;
  /** The folder of the records. */
  readonly records: string;
}

/** Paths that a message names; the rest is counted. */
const NAMED_PATHS = 10;

/**
 * Finishes or rolls back what an interrupted run has left, and says so. Every command that writes does this first.
 *
 * @throws CodemodError `recovery-stopped`, `lock-held` or the failure of a write.
 */
export async function finishInterrupted({ root }: Targets, terminal: Terminal): Promise<void> {
  const report = await recover({ root });
  if (report.kind === 'recovered') tellRecovered(report.runs, terminal);
  else throw recoveryError(report);
}

/** The same for a run that writes nothing: it can only say so. */
export async function warnOfInterrupted({ root }: Targets, terminal: Terminal): Promise<void> {
  if (!(await isInterrupted(root))) return;
  terminal.err(
    'An earlier run was interrupted here, so files may be half old and half new. The next run that writes mends that.\n',
  );
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
  {
    allowDirty,
    interruption,
    terminal,
  }: { readonly allowDirty: boolean; readonly interruption: Interruption; readonly terminal: Terminal },
): Promise<CarriedOut> {
  const { root } = targets;
  if (!allowDirty) await refuseDirty(plan, targets);
  interruption.beginWriting();
  const now = new Date();
  const run = { id: newRunId(now), time: now.toISOString() };
  const result = await applyPlan({
    root,
    plan,
    run,
    errors: errors(run),
    signal: interruption.signal,
  });
  if (result.kind !== 'done') throw applyError(result);
  tellRecovered(result.recovered, terminal);
  const changed = plan.changes.length > 0;
  return { run: changed ? run.id : null, records: `${path.relative(process.cwd(), path.join(root, '.codex'))}/` };
}

async function refuseDirty({ changes }: Plan, { root, repository, inRepository }: Targets): Promise<void> {
  if (changes.length === 0) return;
  if (repository === null) {
    if (!inRepository) return;
    const message = `${visibleLine(root)} is a git repository, and there is no git here to tell what is not committed. Install git, or say --allow-dirty.`;
    throw new CodemodError('git-missing', message);
  }
  const paths = changes.flatMap((change) => (change.kind === 'rename' ? [change.path, change.to] : [change.path]));
  const dirty = await dirtyPaths(repository, paths, await lastWritten(root));
  if (dirty.length === 0) return;
  const subject = dirty.length === 1 ? 'This file has changes that are' : `These ${dirty.length} files have changes that are`;
  const message = `${subject} not committed, and would be changed:\n${list(dirty)}\nCommit or stash them, or say --allow-dirty.`;
  throw new CodemodError('dirty-tree', message);
}

function tellRecovered(runs: readonly RecoveredRun[], terminal: Terminal): void {
  for (const { run, action, files } of runs) {
    const what = action === 'finished' ? 'was finished' : 'was rolled back: its files are as they were';
    terminal.err(`An earlier run, ${run}, had been interrupted. It ${what} (${files} files).\n`);
  }
}

function applyError(result: Exclude<ApplyResult, { kind: 'done' }>): CodemodError {
  if (result.kind === 'failed') {
    const { error, state } = result;
    if (error.code === 'interrupted') return error;
    if (state === 'untouched' && isRefusal(error)) return recordsRefused(error);
    return new CodemodError('write-failed', `${error.message}\n${STATES[state]}`, { path: error.path, cause: error });
  }
  if (result.because === 'recovery-stopped') return recoveryError(result.recovery);
  if (result.because === 'locked') return recoveryError({ kind: 'locked', holder: result.holder });
  const stale = result.stale.map(({ path: file, message }) => `  ${visibleLine(file)}: ${visibleLine(message)}`).join('\n');
  if (result.stale.some(({ reason }) => CANNOT_BE_WRITTEN.has(reason))) {
    const remedy = 'Make that possible, or leave them out: --exclude GLOB.';
    return new CodemodError('write-refused', `Nothing was written, because these files cannot be written:\n${stale}\n${remedy}`);
  }
  return new CodemodError('stale-plan', `Nothing was written, because files are not as they were when they were read:\n${stale}`);
}

/** Reasons that lie in the file or its folder and not in what somebody did meanwhile. */
const CANNOT_BE_WRITTEN: ReadonlySet<StaleReason> = new Set(['hard-link', 'unreachable', 'read-only', 'unsafe-path']);

/** What the system says where no fault of the disk, but a right or a kind of file is in the way. */
const REFUSALS: ReadonlySet<string | null> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ELOOP']);

function isRefusal(error: CodemodError): boolean {
  return REFUSALS.has(ioCode(error));
}

/** The files themselves were looked at before: what is left is the place of the records, without which nothing is changed. */
function recordsRefused(error: CodemodError): CodemodError {
  const message = `${error.message}\nEvery file is as it was: a run that cannot be recorded changes nothing.`;
  return new CodemodError('write-refused', message, { path: error.path, cause: error });
}

const STATES = {
  untouched: 'Every file is as it was.',
  unfinished: 'The files are changed as planned, but the records are not complete. The next run completes them.',
  interrupted: 'Some files may be changed and some not. The next run of codemod rolls them back, or says what keeps it from it.',
} as const;

function recoveryError(report: Exclude<RecoveryReport, { kind: 'recovered' }>): CodemodError {
  switch (report.kind) {
    case 'locked':
      return lockHeld(report.holder);
    case 'failed':
      return new CodemodError(
        isRefusal(report.error) ? 'write-refused' : 'write-failed',
        `The journal of earlier runs in .codex could not be read or finished: ${report.error.message}`,
        {
          cause: report.error,
        },
      );
    case 'stopped': {
      const conflicts = report.conflicts.map(
        ({ path: file, message, old, new: next }) =>
          `  ${visibleLine(file)}: ${visibleLine(message)}\n    before: ${old ?? 'no file'}\n    after:  ${next ?? 'no file'}`,
      );
      return new CodemodError(
        'recovery-stopped',
        `The interrupted run ${report.run} can be neither finished nor rolled back, because files were changed since:\n${conflicts.join('\n')}`,
      );
    }
  }
}

function list(paths: readonly string[]): string {
  const named = paths.slice(0, NAMED_PATHS).map((file) => `  ${visibleLine(file)}`);
  return [...named, ...(paths.length > NAMED_PATHS ? [`  and ${paths.length - NAMED_PATHS} more`] : [])].join('\n');
}
