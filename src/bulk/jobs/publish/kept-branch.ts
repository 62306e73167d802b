import type { RemoteRefs } from '../../git/bare-clone.js';
import type { UnitState } from '../../model/campaign-state.js';
import { refOf } from '../clone.js';
import type { Order } from '../job.js';
import { whyProtected } from './protected-branch.js';

/** Why a branch is not ours to delete. */
export interface KeptBranch {
  readonly code: 'branch-is-base' | 'branch-changed' | 'branch-not-ours' | 'base-gone';
  /** A sentence, without what is to be done. */
  readonly why: string;
}

/**
 * Why a branch at the remote is not deleted; null for one that this campaign has made, and that holds nothing but a commit of ours on the
 * base branch (see `UnitState.ours`: all of them were made on a commit of the base).
 *
 * @param remote the commit that it holds.
 * @param found of the branch, its base and HEAD, in one look.
 */
export function whyKept(
  { spec, base }: Pick<Order, 'spec' | 'base'>,
  unit: Pick<UnitState, 'ours' | 'pushed'>,
  { branch, remote, found }: { readonly branch: string; readonly remote: string; readonly found: RemoteRefs },
): KeptBranch | null {
  if (base === null) return { code: 'branch-not-ours', why: `What the branch ${branch} was made on is not known.` };
  const isProtected = whyProtected(branch, base, found.defaultBranch);
  if (isProtected !== null) return { code: 'branch-is-base', why: isProtected };
  if (!unit.ours.includes(remote)) {
    return { code: 'branch-changed', why: `The branch ${branch} holds ${remote.slice(0, 12)}, which is not ours.` };
  }
  if (isMadeByOthers(unit, spec.publish.onHumanCommit)) {
    return { code: 'branch-not-ours', why: `The branch ${branch} may have been there before the campaign pushed to it.` };
  }
  if (found.refs.has(refOf(base.branch))) return null;
  return { code: 'base-gone', why: `The branch ${base.branch} is gone, and ${branch} may be all that holds what was on it.` };
}

/**
 * Journals of before do not tell: then a campaign has pushed to what others had made only where it builds on their commits. What a process
 * pushed that did not live to tell of it is as {@link mayPushOnto} lets it be.
 */
function isMadeByOthers({ pushed }: Pick<UnitState, 'pushed'>, onHumanCommit: 'stop' | 'on-top'): boolean {
  return pushed !== null && !(pushed.ownsBranch ?? onHumanCommit === 'stop');
}

/**
 * False for a commit of ours on a branch that others have made: where a branch holds a commit of ours, that says that the branch is ours as
 * well, also when nobody lived to tell of the push.
 */
export function mayPushOnto({ ours, pushed }: Pick<UnitState, 'ours' | 'pushed'>, commit: string): boolean {
  return pushed?.ownsBranch === true || !ours.includes(commit);
}
