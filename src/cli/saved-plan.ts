import { readFileSync } from 'node:fs';
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
 * @param where the folder that it is about, as it was typed; null: the current one. Where the plan says that it was made does
 *   not count: whoever made it would choose what is written to.
 * @throws CodemodError `plan-invalid`, `path-missing`, and as {@link resolveTargets}.
 */
export async function openPlan(typed: string, where: string | null): Promise<SavedPlan> {
  const file = path.resolve(typed);
  const plan = readPlan(visibleLine(typed), readText(file, typed));
  const targets = await resolveTargets([where ?? '.'], process.cwd());
  return { file, plan, id: planId(plan), targets, read: await readFiles(plan, targets) };
}

function readText(file: string, typed: string): string {
  try {
    return readFileSync(typed === '-' ? 0 : file, 'utf8');
  } catch (thrown) {
    const why = systemCode(thrown) === 'ENOENT' ? 'does not exist' : `cannot be read (${systemCode(thrown)})`;
    throw new CodemodError('path-missing', `${visibleLine(typed)} ${why}.`, { path: typed, cause: thrown });
  }
}
