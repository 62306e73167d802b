import type { BareClone } from '../../git/bare-clone.js';
import type { PushedBranch } from '../../model/campaign-state.js';
import type { LeftOutPlace } from '../../model/events.js';
import type { Base } from '../../model/target.js';
import { refOf } from '../clone.js';
import type { Order } from '../job.js';
import type { JobRun } from '../job-run.js';
import type { Services } from '../services.js';
import { mayPushOnto } from './kept-branch.js';
import { runOnTop } from './on-top.js';
import { type ApprovedUnit, unitCommit } from './unit-commit.js';

export interface PushRequest {
  readonly order: Order;
  readonly services: Services;
  readonly clone: BareClone;
  readonly unit: ApprovedUnit;
  readonly base: Base;
  readonly branch: string;
  /** What the branch is at the remote; null where there is none. */
  readonly remote: string | null;
}

/**
 * Brings a unit's commit to its branch. What somebody else has put there is never replaced.
 *
 * @returns the commit that the branch has now; null where a person is needed, which is told.
 */
export async function pushUnit(run: JobRun, request: PushRequest): Promise<string | null> {
  const { order, services, clone, unit, base, branch, remote } = request;
  if (remote !== null && !unit.ours.includes(remote)) return await onTop(run, { ...request, remote });
  const commit = await unitCommit(run, order, services, clone, unit, base);
  if (remote !== commit && !(await push(run, request, commit))) return null;
  // Made now, or by a process that did not live to tell of it: see `mayPushOnto`.
  const isMadeNow = remote === null || unit.pushed === null;
  return pushed(run, unit, { branch, commit, ...(isMadeNow ? { ownsBranch: true } : ownershipOf(unit)) });
}

/** Tells what the remote shows to have been pushed. @param head of the pull request that offers it. */
export function tellPushedBefore(run: JobRun, unit: ApprovedUnit, branch: string, head: string): void {
  const { planned, approved, signed, ours } = unit;
  const commit = signed?.plan === approved ? signed.commit : planned.commit;
  // A commit of ours says that the branch is ours as well: see `mayPushOnto`.
  const ownership = unit.pushed === null ? { ownsBranch: ours.includes(head) } : ownershipOf(unit);
  pushed(run, unit, { branch, commit, ...ownership });
}

/** As the journal knows it. */
function ownershipOf({ pushed }: ApprovedUnit): Pick<PushedBranch, 'ownsBranch'> {
  return pushed?.ownsBranch === undefined ? {} : { ownsBranch: pushed.ownsBranch };
}

function pushed(
  run: JobRun,
  { shard, approved }: ApprovedUnit,
  branch: Omit<PushedBranch, 'plan'>,
  leftOut: readonly LeftOutPlace[] = [],
): string {
  run.tell({ event: 'pushed', shard, plan: approved, ...branch, ...(leftOut.length === 0 ? {} : { leftOut }) });
  return branch.commit;
}

/** False, and told, where the branch has become another since we looked. */
async function push(run: JobRun, { clone, unit, branch, remote }: PushRequest, commit: string): Promise<boolean> {
  const answer = await clone.push(refOf(branch), commit, remote);
  if (answer.kind !== 'failed' || answer.code !== 'git-stale') {
    run.need(answer);
    return true;
  }
  const now = run.need(await clone.remoteRefs([refOf(branch)])).refs.get(refOf(branch));
  if (now === commit) return true;
  needsHuman(run, unit.shard, branch, now ?? null);
  return false;
}

function needsHuman(run: JobRun, shard: string, branch: string, found: string | null): null {
  const what = found === null ? 'was removed while we pushed to it' : `holds ${found.slice(0, 12)}, which is not ours`;
  const message = `The branch ${branch} ${what}. It is left as it is.`;
  run.tell({ event: 'needs-human', shard, code: 'branch-changed', message });
  return null;
}

function madeByOthers(run: JobRun, shard: string, branch: string): null {
  const message = `The branch ${branch} was there before, and holds nothing that the base does not. Delete it, then: codemod bulk retry.`;
  run.tell({ event: 'needs-human', shard, code: 'branch-not-ours', message });
  return null;
}

/** A person's commits stand on the branch: where that was asked for, what was approved is done on top of them, and no more. */
async function onTop(run: JobRun, request: PushRequest & { readonly remote: string }): Promise<string | null> {
  const { order, services, clone, unit, base, branch, remote } = request;
  if (order.spec.publish.onHumanCommit === 'stop') return needsHuman(run, unit.shard, branch, remote);
  run.need(await clone.fetch(remote, refOf(branch)));
  const at = { branch: base.branch, commit: remote };
  const again = await runOnTop(run, order, services, { clone, unit, at });
  if (again === null) return null;
  if (typeof again === 'string') return unclear(run, unit.shard, branch, again);
  const { commit, leftOut } = again;
  const ownership = unit.pushed === null ? { ownsBranch: false } : ownershipOf(unit);
  // Nothing is left to do: what the person has made of our commit stands.
  if (commit === null) return pushed(run, unit, { branch, commit: remote, ...ownership }, leftOut);
  if (!mayPushOnto(unit, commit)) return madeByOthers(run, unit.shard, branch);
  return (await push(run, request, commit)) ? pushed(run, unit, { branch, commit, ...ownership }, leftOut) : null;
}

function unclear(run: JobRun, shard: string, branch: string, why: string): null {
  const message = `On top of a person's commits, ${branch} would get more than was approved, and it cannot be told apart: ${why}. Nothing was pushed. Run the codemod in a checkout of the branch, or finish it by hand.`;
  run.tell({ event: 'needs-human', shard, code: 'on-top-unclear', message });
  return null;
}
