import type { Forge, PullRequest } from '../forges/forge.js';
import type { BareClone } from '../git/bare-clone.js';
import type { UnitState } from '../model/campaign-state.js';
import type { Base } from '../model/target.js';
import { closingComment } from '../publishing/closing-texts.js';
import { readMarker } from '../publishing/marker.js';
import { refOf, withClone } from './clone.js';
import { forgeFor } from './forge-for.js';
import type { Order } from './job.js';
import type { JobRun } from './job-run.js';
import { branchOf } from './publish/branch-of.js';
import { offerOf } from './publish/offer-of.js';
import { factsOf, offerUnit } from './publish/offer-unit.js';
import { patchUnit } from './publish/patch-unit.js';
import { pushUnit } from './publish/push-unit.js';
import { type ApprovedUnit, isApproved } from './publish/unit-commit.js';
import { withdrawUnit } from './publish/withdraw-unit.js';
import type { Services } from './services.js';

interface Publishing {
  readonly order: Order;
  readonly services: Services;
  readonly clone: BareClone;
  readonly forge: Forge | null;
  readonly base: Base;
}

/** The job `publish`: what was approved, and nothing else. It looks at the remote first: the same job may have run before. */
export async function publishRepository(run: JobRun, order: Order, services: Services): Promise<void> {
  const { base } = order;
  if (base === null) return;
  if (order.publisher === 'patch') return await publishPatches(run, order, services);
  const forge = order.publisher === 'pull-request' ? forgeFor(order, services) : null;
  if (order.publisher === 'pull-request' && forge === null) {
    const message = `Nothing is known of ${order.host.host} that has pull requests. Name its forge in the manifest (hosts), or publish with --branch-only.`;
    run.fail('no-forge', message);
  }
  await withClone(order, services, async (clone) => {
    run.need(await clone.fetch(base.commit, refOf(base.branch)));
    for (const unit of order.units) await publishUnit(run, { order, services, clone, forge, base }, unit);
  });
}

async function publishPatches(run: JobRun, order: Order, services: Services): Promise<void> {
  for (const unit of order.units.filter(isApproved)) await patchUnit(run, services.store, unit);
}

async function publishUnit(run: JobRun, publishing: Publishing, unit: UnitState): Promise<void> {
  const { order, clone, forge, base } = publishing;
  const branch = branchOf(order.spec, unit.shard);
  const { refs } = run.need(await clone.remoteRefs([refOf(branch), refOf(base.branch)]));
  const remote = refs.get(refOf(branch)) ?? null;
  const requests = forge === null ? [] : run.need(await forge.find(branch, base.branch));
  const open = requests.find(({ state }) => state === 'open') ?? null;
  if (unit.planned === null) {
    const comment = closingComment('empty', order.spec.name);
    await withdrawUnit(run, { clone, forge, unit, branch, remote, open, because: 'empty', comment, deletesBranch: true });
    return;
  }
  if (!isApproved(unit)) return;
  if (!refs.has(refOf(base.branch))) {
    const message = `The branch ${base.branch} is gone. Plan it again: codemod bulk update.`;
    run.tell({ event: 'needs-human', shard: unit.shard, code: 'base-gone', message });
    return;
  }
  const ended = open === null ? endedRequest(order, unit, requests) : null;
  if (ended !== null) run.tell({ event: 'pull-request', shard: unit.shard, pullRequest: factsOf(ended) });
  else await pushAndOffer(run, publishing, unit, { branch, remote, open });
}

/** One that a person has merged or closed, so that there is nothing to do. */
function endedRequest(order: Order, unit: ApprovedUnit, requests: readonly PullRequest[]): PullRequest | null {
  const merged = requests.find(({ state, body }) => state === 'merged' && readMarker(body)?.plan === unit.approved);
  if (merged !== undefined) return merged;
  const [last] = requests;
  const isOurDoing = unit.closed !== null && unit.pullRequest?.number === last?.number;
  const isRespected = order.spec.publish.onClosed === 'respect' && !isOurDoing;
  return last?.state === 'closed' && isRespected ? last : null;
}

async function pushAndOffer(
  run: JobRun,
  { order, services, clone, forge, base }: Publishing,
  unit: ApprovedUnit,
  { branch, remote, open }: { readonly branch: string; readonly remote: string | null; readonly open: PullRequest | null },
): Promise<void> {
  const commit = await pushUnit(run, { order, services, clone, unit, base, branch, remote });
  if (commit === null || forge === null) return;
  const offer = await offerOf(run, order, services, clone.tree(base.commit), unit, { head: branch, base: base.branch });
  await offerUnit(run, forge, offer, open, unit.pullRequest?.number ?? null);
}
