import { type FileSystem, nodeFileSystem } from '../files/file-system.js';
import type { ErrorRecord } from '../records/errors-log.js';
import type { ApplyResult } from './apply-result.js';
import { executeRun } from './execute-run.js';
import type { PlannedStep } from './file-step.js';
import type { Reversal, ReversalConflict, ReversalStep } from './reversal.js';
import { renamesOf, reversalEntries } from './reversal-deeds.js';

export interface ReverseOptions {
  readonly root: string;
  readonly reversal: Reversal;
  /** Its id by `newRunId`, and when it began: UTC, ISO 8601. */
  readonly run: { readonly id: string; readonly time: string };
  /** The version of the toolkit. */
  readonly tool: string;
  readonly signal?: AbortSignal;
  readonly fileSystem?: FileSystem;
}

/**
 * Carries out an undo or redo as a run like any other: wholly or not at all, journalled and recorded. What conflicts is
 * left as it is; whether that is wanted was decided before.
 */
export async function reverseRun(options: ReverseOptions): Promise<ApplyResult> {
  const { reversal, run, tool } = options;
  const { kind, of, about, steps, conflicts, emptied } = reversal;
  const origins = new Map([...renamesOf(steps)].map(([from, to]) => [to, from]));
  return await executeRun({
    root: options.root,
    fileSystem: options.fileSystem ?? nodeFileSystem,
    breakHardLinks: false,
    signal: options.signal ?? null,
    description: { id: run.id, time: run.time, kind, of, tool, ...about },
    planText: null,
    steps: steps.map((step) => plannedStep(step, origins.get(step.path) ?? null)),
    emptied,
    left: conflicts.map(({ path }) => path),
    entries: () => reversalEntries(reversal, run, tool),
    errors: conflicts.map((conflict) => recordOf(conflict, reversal, run)),
    decisions: [],
  });
}

function plannedStep({ path, before, after, bytesAfter, formerOwner }: ReversalStep, like: string | null): PlannedStep {
  return { path, before, after, like, formerOwner, content: () => bytesAfter ?? Buffer.alloc(0) };
}

function recordOf({ path, message }: ReversalConflict, { kind, of }: Reversal, run: ReverseOptions['run']): ErrorRecord {
  return {
    ts: run.time,
    run: run.id,
    phase: kind,
    step: null,
    codemod: null,
    path,
    range: null,
    code: 'undo-conflict',
    message: `${message}; the ${kind} of run ${of} has left it as it is`,
    context: {},
    question: null,
  };
}
