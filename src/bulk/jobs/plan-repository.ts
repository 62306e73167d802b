import { type Plan, planId, serializePlan } from '../../core/plan.js';
import type { Tree } from '../../trees/tree.js';
import type { BareClone } from '../git/bare-clone.js';
import type { PlannedUnit } from '../model/events.js';
import type { Base } from '../model/target.js';
import type { Store } from '../store/store.js';
import { type Images, serializeImages } from '../units/images.js';
import { diffOf, leftByCode, planFacts } from '../units/plan-facts.js';
import { type Shard, splitPlan } from '../units/split-plan.js';
import { refOf, withClone } from './clone.js';
import type { Order } from './job.js';
import type { JobRun } from './job-run.js';
import { asApproved } from './plan/as-approved.js';
import { codeOwnersOf } from './plan/code-owners-of.js';
import { imagesOf } from './plan/images-of.js';
import { planTree } from './plan/plan-tree.js';
import { withInventory } from './plan/with-inventory.js';
import { branchOf } from './publish/branch-of.js';
import { whyNotPublished } from './publish/protected-branch.js';
import { writeUnit } from './publish/write-unit.js';
import type { Services } from './services.js';

/** The job `plan`: what the campaign does to a repository, left in the store. Nothing is written at the remote. */
export async function planRepository(run: JobRun, order: Order, services: Services): Promise<void> {
  await withClone(order, services, async (clone) => {
    const current = order.base === null ? await currentBase(run, order, clone) : { base: order.base, defaultBranch: null };
    if (current === null) return;
    const { base, defaultBranch } = current;
    const fetched = await clone.fetch(base.commit, refOf(base.branch));
    // Asking again changes nothing: it is left alone until somebody has mended it.
    if (fetched.kind === 'failed' && fetched.code === 'repository-unfit')
      return void skip(run, 'repository-unfit', fetched.message);
    run.need(fetched);
    const made = await planAt(run, order, services, clone, base);
    if (made === null) return;
    for (const { shard } of made.units) {
      const pushed = order.units.find((unit) => unit.shard === shard)?.pushed ?? null;
      const protects = whyNotPublished(branchOf(order.spec, { shard, pushed }), base, defaultBranch);
      if (protects !== null) run.fail('branch-is-base', protects);
    }
    const units: PlannedUnit[] = [];
    for (const unit of made.units) units.push(await asApproved(run, order, services, { clone, base, made: unit }));
    if (units.length > 0) return run.tell({ event: 'planned', base, units });
    const isKept = made.whole.left.length > 0;
    const kept = isKept ? { plan: await keepPlan(services.store, made.whole, new Map()) } : {};
    run.tell({ event: 'no-change', base, left: leftByCode(made.whole.left), ...kept });
  });
}

/** What the remote has now; null, and told, where there is nothing to change. */
async function currentBase(
  run: JobRun,
  { target }: Order,
  clone: BareClone,
): Promise<{ readonly base: Base; readonly defaultBranch: string | null } | null> {
  const wanted = target.base === null ? [] : [refOf(target.base)];
  const answer = await clone.remoteRefs(['HEAD', ...wanted]);
  if (answer.kind === 'failed' && answer.code === 'git-empty') return skip(run, 'repository-empty', 'It has no commit yet.');
  const { defaultBranch, refs } = run.need(answer);
  const branch = target.base ?? defaultBranch;
  if (refs.size === 0) return skip(run, 'repository-empty', 'It has no commit yet.');
  if (branch === null)
    return skip(run, 'no-default-branch', 'Its HEAD names no branch. Say in the manifest which is meant: base.');
  const commit = refs.get(refOf(branch)) ?? (target.base === null ? refs.get('HEAD') : undefined);
  return commit === undefined
    ? skip(run, 'base-missing', `It has no branch ${branch}.`)
    : { base: { branch, commit }, defaultBranch };
}

function skip(run: JobRun, code: string, message: string): null {
  run.tell({ event: 'skipped', code, message });
  return null;
}

/** Plans a commit that is here, and leaves plans, images and patches in the store. Null, and told, where it is left alone. */
async function planAt(
  run: JobRun,
  order: Order,
  services: Services,
  clone: BareClone,
  base: Base,
): Promise<{ readonly units: readonly PlannedUnit[]; readonly whole: Plan } | null> {
  const made = await partsAt(run, order, services, clone, base);
  if (made === null) return null;
  const { images } = made;
  const units: PlannedUnit[] = [];
  for (const part of made.parts) {
    const unit = await keepUnit(run, order, services, clone, { base, ...part, images });
    if (unit !== null) units.push(unit);
  }
  return { units, whole: made.whole };
}

/** What the campaign does to a commit that is here, in the parts that get a branch each; kept nowhere. Null, and told, where it is left alone. */
export async function partsAt(
  run: JobRun,
  order: Order,
  services: Services,
  clone: BareClone,
  base: Base,
): Promise<{ readonly parts: readonly Shard[]; readonly images: Images; readonly whole: Plan } | null> {
  const tree = clone.tree(base.commit);
  if (order.spec.inventory) await tree.bringAll();
  const planned = await planTree(tree, order, services.trusts);
  if (planned.kind === 'skipped') return skip(run, planned.code, planned.message);
  const own = { plan: planned.plan, images: await imagesOf(planned.plan, tree) };
  const { plan, images } = order.spec.inventory ? await withInventory(own, tree) : own;
  return { parts: await shardsOf(order, plan, tree), images, whole: plan };
}

async function shardsOf({ spec, host }: Order, plan: Plan, tree: Tree): Promise<readonly Shard[]> {
  if (plan.changes.length === 0) return [];
  if (spec.publish.shard !== 'owner') return splitPlan(plan, spec.publish.shard);
  const owners = await codeOwnersOf(tree, host.forge);
  return splitPlan(plan, 'owner', owners.ownersOf);
}

interface Unit {
  readonly base: Base;
  readonly shard: string;
  readonly plan: Plan;
  readonly images: Images;
}

/** Leaves a plan in the store, and its commit in the clone. Null for one that leaves every file as it is. */
export async function keepUnit(
  run: JobRun,
  order: Order,
  services: Services,
  clone: BareClone,
  unit: Unit,
): Promise<PlannedUnit | null> {
  const { base, shard, plan } = unit;
  const facts = planFacts(plan, unit.images);
  const images = imagesFor(plan, unit.images);
  const written = await writeUnit(run, order.spec, clone, { parent: base.commit, shard, plan, images });
  if (written.isEmpty) return null;
  await keepPlan(services.store, plan, images);
  return { shard, ...facts, commit: written.commit, tree: written.tree };
}

/** @returns its id, by which it is found again. */
async function keepPlan(store: Store, plan: Plan, images: Images): Promise<string> {
  const id = planId(plan);
  await store.put('plan', id, Buffer.from(serializePlan(plan)));
  await store.put('images', id, serializeImages(images));
  await store.put('patch', id, diffOf(plan, images));
  return id;
}

function imagesFor(plan: Plan, images: Images): Images {
  const paths = new Set(plan.changes.map(({ path }) => path));
  return new Map([...images].filter(([path]) => paths.has(path)));
}
