import type { BareClone } from '../git/bare-clone.js';
import type { UnitState } from '../model/campaign-state.js';
import type { BranchEnd } from '../model/events.js';
import type { Base } from '../model/target.js';
import { refOf } from './clone.js';
import type { JobRun } from './job-run.js';

/** A branch that no pull request speaks for: what became of it is told by the refs of the remote alone. */
export function standsAlone({ pushed, pullRequest, closed }: UnitState): boolean {
  return pushed !== null && (pullRequest === null || closed === 'pushed-again');
}

/**
 * What became of a branch that stands alone. Merged: the base holds our commit. Deleted: the branch is gone, and the base does not hold
 * it, or it cannot be told. A squash or a rebase makes another commit, which cannot be told from somebody's own: then a branch that was
 * deleted after it counts as deleted, and one that stands as pushed.
 *
 * @param refs of the remote: the branch's and the base's.
 * @returns null while it stands, for all that is known.
 */
export async function branchFate(
  run: JobRun,
  clone: BareClone,
  unit: UnitState,
  base: Base | null,
  { remote, tip }: { readonly remote: string | null; readonly tip: string | null },
): Promise<BranchEnd | null> {
  if (await isMerged(run, clone, unit, base, tip)) return 'merged';
  return remote === null ? 'deleted' : null;
}

async function isMerged(
  run: JobRun,
  clone: BareClone,
  { pushed, planned, signed }: UnitState,
  base: Base | null,
  tip: string | null,
): Promise<boolean> {
  if (pushed === null || base === null || tip === null) return false;
  if (tip === pushed.commit) return true;
  // A commit that was made on what the base still is cannot be part of it.
  const isOnBase = pushed.commit === planned?.commit || pushed.commit === signed?.commit;
  if (isOnBase && tip === base.commit) return false;
  const answer = await clone.isInHistory(pushed.commit, refOf(base.branch));
  // Not to know it is no reason to say so.
  return answer.kind === 'failed' ? false : run.need(answer);
}
