import type { Change } from '../core/change.js';
import { createdBytes, modifiedBytes } from '../core/change-bytes.js';
import { CodemodError } from '../core/errors.js';
import { type Plan, planId } from '../core/plan.js';
import { readPlan } from '../core/read-plan.js';
import { withFolder } from '../files/folder.js';
import { PLAN_FILE, readText } from './journal.js';
import type { RunFile } from './run-file.js';
import type { Workspace } from './workspace.js';

/** The plan that a run has carried out; null where the journal has none, or not the one that the run names. */
export async function readKeptPlan(workspace: Workspace, run: RunFile): Promise<Plan | null> {
  if (run.kind !== 'apply' || run.plan === null) return null;
  try {
    const text = await withFolder(workspace.fs, workspace.runs, run.id, async (folder) => readText(workspace, folder, PLAN_FILE));
    const plan = readPlan(PLAN_FILE, text);
    return planId(plan) === run.plan ? plan : null;
  } catch {
    return null;
  }
}

/** The encoding in which a path was edited; UTF-8 for all else. */
export function encodingOf(plan: Plan | null, path: string): string {
  const change = plan?.changes.find((one) => one.kind === 'modify' && one.path === path);
  return change?.kind === 'modify' ? change.encoding : 'utf-8';
}

/**
 * The bytes that a plan leaves at a path. The caller compares them with the hash that the run has promised.
 *
 * @param original gives the bytes that a path had before.
 * @returns null where the plan leaves nothing there, or cannot be followed.
 */
export async function plannedBytes(
  plan: Plan,
  path: string,
  original: (path: string) => Promise<Buffer | null>,
): Promise<Buffer | null> {
  const change = plan.changes.find((one) => (one.kind === 'rename' ? one.to : one.path) === path);
  if (change === undefined || change.kind === 'delete') return null;
  const before = change.kind === 'create' ? null : await original(change.path);
  return before === null && change.kind !== 'create' ? null : made(change, before ?? Buffer.alloc(0));
}

function made(change: Exclude<Change, { kind: 'delete' }>, before: Buffer): Buffer | null {
  if (change.kind === 'rename') return before;
  try {
    return change.kind === 'create' ? createdBytes(change) : modifiedBytes(change, before);
  } catch (thrown) {
    if (thrown instanceof CodemodError) return null;
    throw thrown;
  }
}
