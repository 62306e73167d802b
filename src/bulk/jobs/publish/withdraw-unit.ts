import type { Forge, PullRequest } from '../../forges/forge.js';
import type { BareClone } from '../../git/bare-clone.js';
import type { UnitState } from '../../model/campaign-state.js';
import { refOf } from '../clone.js';
import type { JobRun } from '../job-run.js';

export interface Withdrawal {
  readonly clone: BareClone;
  readonly forge: Forge | null;
  readonly unit: UnitState;
  readonly branch: string;
  readonly remote: string | null;
  /** The open pull request of the branch, or null. */
  readonly open: PullRequest | null;
  /** `empty`, `close`, `undo`. */
  readonly because: string;
  readonly comment: string;
  readonly deletesBranch: boolean;
}

/**
 * Closes the pull request of a unit with a word, and deletes the branch while it is ours alone.
 *
 * @returns false, and told, where something of it has to stay.
 */
export async function withdrawUnit(run: JobRun, withdrawal: Withdrawal): Promise<boolean> {
  const { forge, unit, open, because, comment } = withdrawal;
  if (forge !== null && open !== null) {
    run.need(await forge.comment(open.number, comment));
    run.need(await forge.close(open.number));
    run.tell({ event: 'closed', shard: unit.shard, number: open.number, because });
  } else if (unit.pullRequest !== null && unit.closed === null && unit.pullRequest.state === 'open') {
    // Closed since: by us, before a kill, or by a person.
    run.tell({ event: 'closed', shard: unit.shard, number: unit.pullRequest.number, because });
  }
  return !withdrawal.deletesBranch || (await deleteBranch(run, withdrawal));
}

async function deleteBranch(run: JobRun, { clone, unit, branch, remote, because }: Withdrawal): Promise<boolean> {
  const { shard } = unit;
  if (remote !== null && !unit.ours.includes(remote)) {
    const message = `The branch ${branch} holds ${remote.slice(0, 12)}, which is not ours. It is left as it is.`;
    run.tell({ event: because === 'undo' ? 'cannot-undo' : 'needs-human', shard, code: 'branch-changed', message });
    return false;
  }
  if (remote !== null) run.need(await clone.deleteRef(refOf(branch), remote));
  run.tell({ event: 'branch-deleted', shard, branch });
  return true;
}
