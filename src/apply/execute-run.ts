import { errorLine, newErrors } from '../records/errors-log.js';
import type { ApplyResult } from './apply-result.js';
import { checkSteps } from './check-steps.js';
import { appendRecords } from './finish.js';
import { journalledRun } from './journalled-run.js';
import { asCodemodError, recoverRuns } from './recover.js';
import type { RunRequest } from './run-request.js';
import { type Workspace, withWorkspace } from './workspace.js';

/** Carries out a run under the repository's lock. Never throws: what goes wrong is a result. */
export async function executeRun(request: RunRequest): Promise<ApplyResult> {
  if (request.steps.length === 0 && request.errors.length === 0 && request.decisions.length === 0)
    return { kind: 'done', files: 0, recovered: [] };
  try {
    const result = await withWorkspace(request.fileSystem, request.root, (workspace) => executeLocked(workspace, request));
    return result.kind === 'locked' ? { kind: 'refused', because: 'locked', holder: result.holder } : result;
  } catch (thrown) {
    return { kind: 'failed', error: asCodemodError(thrown), state: 'untouched', recovered: [] };
  }
}

async function executeLocked(workspace: Workspace, request: RunRequest): Promise<ApplyResult> {
  const recovery = await recoverRuns(workspace);
  if (recovery.kind !== 'recovered') return { kind: 'refused', because: 'recovery-stopped', recovery };
  const recovered = recovery.runs;
  const errors = newErrors(workspace.fs, workspace.state, request.errors).map(errorLine);
  if (request.steps.length === 0) {
    await appendRecords(workspace, { errors, decisions: request.decisions }, false);
    return { kind: 'done', files: 0, recovered };
  }
  const checked = await checkSteps(workspace, request.steps, request);
  if (checked.stale.length > 0) return { kind: 'refused', because: 'stale', stale: checked.stale, recovered };
  return { ...(await journalledRun(workspace, request, checked, errors)), recovered };
}
