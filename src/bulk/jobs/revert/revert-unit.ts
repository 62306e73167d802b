import type { Forge, PullRequest } from '../../forges/forge.js';
import type { BareClone } from '../../git/bare-clone.js';
import type { UnitState } from '../../model/campaign-state.js';
import type { Base } from '../../model/target.js';
import { revertMessage, revertText } from '../../publishing/closing-texts.js';
import { refOf } from '../clone.js';
import type { Order } from '../job.js';
import type { JobRun } from '../job-run.js';
import { branchOf } from '../publish/branch-of.js';
import { keptPlan } from '../publish/kept-plan.js';
import type { Services } from '../services.js';
import { mergedPlan } from './merged-plan.js';
import { revertEdits } from './revert-edits.js';

export interface RevertRequest {
  readonly order: Order;
  readonly services: Services;
  readonly clone: BareClone;
  readonly forge: Forge;
  readonly unit: UnitState;
  readonly merged: PullRequest;
}

/** Offers back what was merged: a branch on top of the base as it is now, and a pull request. */
export async function revertUnit(run: JobRun, request: RevertRequest): Promise<void> {
  const { order, services, clone, forge, unit } = request;
  const { shard } = unit;
  // Without a base no plan was ever made, and nothing can have been merged.
  if (order.base === null || unit.revert !== null) return;
  const head = `${branchOf(order.spec, unit)}--revert`;
  const [standing] = run.need(await forge.find(head, order.base.branch));
  if (standing !== undefined) {
    run.tell({ event: 'revert-opened', shard, number: standing.number, url: standing.url });
    return;
  }
  const id = mergedPlan(order.spec, unit, request.merged);
  if (id === null) {
    const message = `Nothing tells which plan the pull request ${request.merged.number} has brought. Revert it by hand.`;
    run.tell({ event: 'cannot-undo', shard, code: 'plan-unknown', message });
    return;
  }
  const base = await baseNow(run, request, order.base.branch);
  const { plan, images } = await keptPlan(run, services.store, id);
  const back = await revertEdits(plan, images, clone.tree(base.commit));
  if (back.kind === 'changed') {
    const message = `${back.path} has been changed since it was merged, so that taking it back would lose that. Revert it by hand.`;
    run.tell({ event: 'cannot-undo', shard, code: 'changed-since', message });
    return;
  }
  const merged = { ...request.merged, mergeCommit: request.merged.mergeCommit ?? request.merged.headCommit };
  const { name: campaign, identity } = order.spec;
  const message = revertMessage(merged, campaign);
  const { commit } = await clone.write({ parent: base.commit, edits: back.edits, message, identity });
  const remote = run.need(await clone.remoteRefs([refOf(head)])).refs.get(refOf(head)) ?? null;
  if (remote !== null && remote !== commit && !(await isOurRevert(run, request, { head, remote, message }))) {
    const text = `The branch ${head} is there already, and holds ${remote.slice(0, 12)}, which is not ours. It is left as it is.`;
    run.tell({ event: 'cannot-undo', shard, code: 'branch-changed', message: text });
    return;
  }
  if (remote !== commit) run.need(await clone.push(refOf(head), commit, remote));
  const { title, body } = revertText(merged, { campaign, plan: id, shard });
  const made = run.need(await forge.create({ head, base: base.branch, title, body, draft: false }));
  run.tell({ event: 'revert-opened', shard, number: made.number, url: made.url });
}

/** One that was pushed before, on an older base, by a process that did not live to offer it. */
async function isOurRevert(
  run: JobRun,
  { order, clone }: RevertRequest,
  { head, remote, message }: { readonly head: string; readonly remote: string; readonly message: string },
): Promise<boolean> {
  run.need(await clone.fetch(remote, refOf(head)));
  const found = await clone.read(remote);
  const { name, email } = order.spec.identity;
  return found?.message === message && found.committer === `${name} <${email}>`;
}

async function baseNow(run: JobRun, { clone }: RevertRequest, branch: string): Promise<Base> {
  const ref = refOf(branch);
  const commit = run.need(await clone.remoteRefs([ref])).refs.get(ref);
  if (commit === undefined) return run.fail('base-gone', `The branch ${branch} is gone.`);
  run.need(await clone.fetch(commit, ref));
  return { branch, commit };
}
