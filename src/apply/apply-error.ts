import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { ioCode } from '../files/io-error.js';
import type { ApplyResult } from './apply-result.js';
import type { StaleReason } from './file-step.js';
import { lockHeldError } from './lock-held-error.js';
import type { RecoveryReport } from './recover.js';

/** What a run that was not carried out says to a person. @param remedy where files cannot be written. */
export function applyError(
  result: Exclude<ApplyResult, { kind: 'done' }>,
  remedy = 'Make that possible, or leave them out: --exclude GLOB.',
): CodemodError {
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
    return new CodemodError('write-refused', `Nothing was written, because these files cannot be written:\n${stale}\n${remedy}`);
  }
  return new CodemodError(
    'stale-plan',
    `Nothing was written, because files are not as they were when they were read:\n${stale}\nRun the command again. A saved plan is made again by: codemod plan --refresh`,
  );
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
  unfinished:
    'The files are changed as planned, but the records, or the removal of empty folders, are not complete. The next run completes them.',
  interrupted: 'Some files may be changed and some not. The next run of codemod rolls them back, or says what keeps it from it.',
} as const;

/** The same for what was found of an interrupted run. */
export function recoveryError(report: Exclude<RecoveryReport, { kind: 'recovered' }>): CodemodError {
  switch (report.kind) {
    case 'locked':
      return lockHeldError(report.holder);
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
