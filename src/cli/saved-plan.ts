import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { visibleLine } from '../core/display.js';
import { CodemodError, systemCode } from '../core/errors.js';
import { type Plan, planId } from '../core/plan.js';
import { readPlan } from '../core/read-plan.js';
import type { ReadFile } from '../core/review/review-files.js';
import { resolveTargets, type Targets } from '../trees/targets.js';
import { readFiles } from './read-files.js';

/** A plan file, opened where it is to be shown or carried out. */
export interface SavedPlan {
  /** Absolute. */
  readonly file: string;
  readonly plan: Plan;
  readonly id: string;
  readonly targets: Targets;
  /** The files that it changes, as they are now. */
  readonly read: ReadFile;
}

/**
 * Opens a plan file.
 *
 * @param typed a path; `-` is standard input.
 * @param where the folder that it is about, as it was typed; null: the one that it was made in, or the current one where that
 *   is not there.
 * @throws CodemodError `plan-invalid`, `path-missing`, and as {@link resolveTargets}.
 */
export async function openPlan(typed: string, where: string | null): Promise<SavedPlan> {
  const file = path.resolve(typed);
  const plan = readPlan(visibleLine(typed), readText(file, typed));
  const targets = await resolveTargets([where ?? (isFolder(plan.root) ? plan.root : '.')], process.cwd());
  return { file, plan, id: planId(plan), targets, read: await readFiles(plan, targets) };
}

/** The root of a plan comes from its file, and may be no path at all. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function readText(file: string, typed: string): string {
  try {
    return readFileSync(typed === '-' ? 0 : file, 'utf8');
  } catch (thrown) {
    const why = systemCode(thrown) === 'ENOENT' ? 'does not exist' : `cannot be read (${systemCode(thrown)})`;
    throw new CodemodError('path-missing', `${visibleLine(typed)} ${why}.`, { path: typed, cause: thrown });
  }
}
