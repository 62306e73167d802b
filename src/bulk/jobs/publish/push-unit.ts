import type { BareClone } from '../../git/bare-clone.js';
import type { PushedBranch } from '../../model/campaign-state.js';
import type { Base } from '../../model/target.js';
import { refOf } from '../clone.js';
import type { Order } from '../job.js';
import type { JobRun } from '../job-run.js';
import { planAt } from '../plan-repository.js';
import type { Services } from '../services.js';
import { mayPushOnto } from './kept-branch.js';
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

function pushed(run: JobRun, { shard, approved }: ApprovedUnit, branch: Omit<PushedBranch, 'plan'>): string {
  run.tell({ event: 'pushed', shard, plan: approved, ...branch });
  return branch.commit;
}

/** As the journal knows it. */
function ownershipOf({ pushed }: ApprovedUnit): Pick<PushedBranch, 'ownsBranch'> {
  return pushed?.ownsBranch === undefined ? {} : { ownsBranch: pushed.ownsBranch };
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

/** A person's commits stand on the branch: where that was asked for, the codemod is run again on top of them. */
async function onTop(run: JobRun, request: PushRequest & { readonly remote: string }): Promise<string | null> {
  const { order, services, clone, unit, base, branch, remote } = request;
  if (order.spec.publish.onHumanCommit === 'stop') return needsHuman(run, unit.shard, branch, remote);
  // What a review has left out would be made again, as nobody has approved it.
  const whole = await planAt(run, order, services, clone, base);
  if (whole?.units.some(({ plan }) => plan === unit.approved) !== true) return needsHuman(run, unit.shard, branch, remote);
  run.need(await clone.fetch(remote, refOf(branch)));
  const made = await planAt(run, order, services, clone, { branch: base.branch, commit: remote });
  if (made === null) return null;
  const again = made.units.find(({ shard }) => shard === unit.shard);
  const ownership = unit.pushed === null ? { ownsBranch: false } : ownershipOf(unit);
  // Nothing is left to do: what the person has made of our commit stands.
  if (again === undefined) return pushed(run, unit, { branch, commit: remote, ...ownership });
  if (!mayPushOnto(unit, again.commit)) return madeByOthers(run, unit.shard, branch);
  return (await push(run, request, again.commit)) ? pushed(run, unit, { branch, commit: again.commit, ...ownership }) : null;
}
