import { mkdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { type Plan, planId } from '../core/plan.js';
import type { DecidedPlan } from '../core/review/decide.js';
import type { ReadFile } from '../core/review/review-files.js';
import { attempt } from '../files/io-error.js';
import type { Targets } from '../trees/targets.js';
import { commandAsTyped } from './invocation.js';
import { decideWhole, openReview } from './review-session.js';
import type { Terminal } from './terminal.js';

/**
 * Has a person decide about a plan that was just made. What was decided is kept until the plan is carried out: the same
 * command goes on where it was left.
 *
 * @returns what is accepted; null when the person has left the review.
 */
export async function reviewInteractively(
  plan: Plan,
  read: ReadFile,
  { root }: Targets,
  terminal: Terminal,
): Promise<DecidedPlan | null> {
  const { reviewOnTerminal } = await import('./review-on-terminal.js');
  const id = planId(plan);
  const decisionsFile = keptDecisions(root, id);
  const folder = path.dirname(decisionsFile);
  attempt('make', folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  const carryOut = (): never => {
    throw new CodemodError('internal', 'A review in a terminal is carried out by its command.');
  };
  const again = visibleLine(commandAsTyped(process.argv));
  const session = openReview({ plan, id, read, decisionsFile, carryOut, again });
  // Takes the line away that told how far the plan was.
  terminal.err('');
  const end = await reviewOnTerminal(session);
  if (end.kind === 'apply') return await decideWhole(plan, read, session.decisions(), 'rejected', { again });
  terminal.err('Nothing was written. What you decided is kept: the same command goes on from there.\n');
  return null;
}

/** Once the plan is carried out, what was decided about it stands in the records. A copy that stays is no failure of the run. */
export function forgetKept(plan: Plan, { root }: Targets): void {
  try {
    rmSync(keptDecisions(root, planId(plan)), { force: true });
  } catch {}
}

/** Not in the repository, where nothing is written before it is wanted. https://specifications.freedesktop.org/basedir-spec */
function keptDecisions(root: string, id: string): string {
  const state = process.env['XDG_STATE_HOME'];
  const base = state !== undefined && path.isAbsolute(state) ? state : path.join(os.homedir(), '.local', 'state');
  return path.join(base, 'codex-codemod', 'reviews', `${sha256(root).slice(0, 16)}-${id.slice(0, 32)}.ndjson`);
}
