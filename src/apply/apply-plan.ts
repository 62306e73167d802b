import type { Change } from '../core/change.js';
import { type Plan, planId, serializePlan } from '../core/plan.js';
import { type FileSystem, nodeFileSystem } from '../files/file-system.js';
import type { LogEntry } from '../records/change-log.js';
import { changeLogEntry } from '../records/change-log-entry.js';
import type { ErrorRecord } from '../records/errors-log.js';
import type { ApplyResult } from './apply-result.js';
import { deedsOf } from './deeds.js';
import { executeRun } from './execute-run.js';
import { stepsOf } from './plan-steps.js';

export interface ApplyOptions {
  /** The folder that the plan's paths are relative to; `.codex` stands in it. */
  readonly root: string;
  readonly plan: Plan;
  /** Its id by {@link newRunId}, and when it began: UTC, ISO 8601. */
  readonly run: { readonly id: string; readonly time: string };
  /** What the run has to tell besides its changes. */
  readonly errors: readonly ErrorRecord[];
  /** Lines of `decisions.ndjson`: what a person has decided about the plan. */
  readonly decisions?: readonly string[];
  /** Write to a file that has other names too; they keep the old content. */
  readonly breakHardLinks?: boolean;
  /** Stops the run as long as nothing is changed; from then on it is finished. */
  readonly signal?: AbortSignal;
  readonly fileSystem?: FileSystem;
}

/**
 * Carries out a plan, wholly or not at all, and records it. What an earlier run was kept from finishing is finished or
 * rolled back first. A plan that changes nothing writes no journal and no change log, only what `errors` has of news.
 */
export async function applyPlan(options: ApplyOptions): Promise<ApplyResult> {
  const { plan, run } = options;
  return await executeRun({
    root: options.root,
    fileSystem: options.fileSystem ?? nodeFileSystem,
    breakHardLinks: options.breakHardLinks ?? false,
    signal: options.signal ?? null,
    description: {
      id: run.id,
      time: run.time,
      kind: 'apply',
      of: null,
      tool: plan.tool,
      plan: planId(plan),
      codemods: plan.codemods.map(({ name, version }) => ({ name, version })),
    },
    planText: serializePlan(plan),
    steps: stepsOf(plan.changes),
    emptied: [],
    left: [],
    entries: (original) => entriesOf(plan.changes, run, original),
    errors: options.errors,
    decisions: options.decisions ?? [],
  });
}

function entriesOf(
  changes: readonly Change[],
  run: ApplyOptions['run'],
  original: (path: string) => Buffer,
): readonly LogEntry[] {
  const deeds = changes.flatMap((change) => deedsOf(change, original));
  return deeds.map((deed, index) => {
    const place = { run: run.id, time: run.time, number: index + 1, total: deeds.length };
    return { key: `${run.id}/${place.number}`, text: changeLogEntry(deed, place) };
  });
}
