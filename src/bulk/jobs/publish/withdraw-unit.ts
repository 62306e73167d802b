import type { Forge, PullRequest } from '../../forges/forge.js';
import type { BareClone } from '../../git/bare-clone.js';
import type { UnitState } from '../../model/campaign-state.js';
import { closedBecause, markClosed } from '../../publishing/marker.js';
import { refOf } from '../clone.js';
import type { JobRun } from '../job-run.js';
import { factsOf } from './offer-unit.js';

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
  /** Only where `whyKept` has nothing against it. */
  readonly deletesBranch: boolean;
}

/** Closes the pull request of a unit with a word, and deletes the branch where that is asked for. */
export async function withdrawUnit(run: JobRun, withdrawal: Withdrawal): Promise<void> {
  const { forge, unit, open, because, comment } = withdrawal;
  if (forge !== null && open !== null) {
    run.need(await forge.comment(open.number, comment));
    run.need(await forge.close(open.number, markClosed(open.body, because)));
    run.tell({ event: 'closed', shard: unit.shard, number: open.number, because });
  }
  if (withdrawal.deletesBranch) await deleteBranch(run, withdrawal);
}

/** Tells how a pull request stands; of a closed one, whether that was us, even where nobody lived to tell of it, or a person. */
export function tellRequest(run: JobRun, shard: string, request: PullRequest): void {
  run.tell({ event: 'pull-request', shard, pullRequest: factsOf(request) });
  const because = request.state === 'closed' ? closedBecause(request.body) : null;
  if (because !== null) run.tell({ event: 'closed', shard, number: request.number, because });
}

async function deleteBranch(run: JobRun, { clone, unit, branch, remote }: Withdrawal): Promise<void> {
  if (remote !== null) run.need(await clone.deleteRef(refOf(branch), remote));
  run.tell({ event: 'branch-deleted', shard: unit.shard, branch });
}
