import { CodemodError } from '../../../core/errors.js';
import { type Plan, planId } from '../../../core/plan.js';
import { readPlan } from '../../../core/read-plan.js';
import type { BareClone } from '../../git/bare-clone.js';
import type { PlannedUnit } from '../../model/events.js';
import type { Base } from '../../model/target.js';
import type { Store } from '../../store/store.js';
import { type Images, readImages } from '../../units/images.js';
import { diffOf } from '../../units/plan-facts.js';
import { treeEdits } from '../../units/tree-edits.js';
import type { Order } from '../job.js';
import type { JobRun } from '../job-run.js';
import { isApproved } from '../publish/unit-commit.js';
import { writeUnit } from '../publish/write-unit.js';
import type { Services } from '../services.js';

/**
 * The plan that a person has approved, where a new one comes to the very same diff and tree, and differs in its words alone: it lists what a
 * review has held back, say. So the approval stands, and what is out already is not pushed again. Anything else needs an approval of its own.
 *
 * @param made as it is in the store.
 */
export async function asApproved(
  run: JobRun,
  order: Order,
  { store }: Pick<Services, 'store'>,
  { clone, base, made }: { readonly clone: BareClone; readonly base: Base; readonly made: PlannedUnit },
): Promise<PlannedUnit> {
  const { shard, tree, plan: id } = made;
  const unit = order.units.find((one) => one.shard === shard);
  if (unit === undefined || !isApproved(unit) || unit.approved === id || unit.planned.tree !== tree) return made;
  const [before, now] = [await planIn(store, unit.approved), await planIn(store, id)];
  if (before === null || now === null || !diffOf(before.plan, before.images).equals(diffOf(now.plan, now.images))) return made;
  const written = await writeUnit(run, order.spec, clone, { parent: base.commit, shard, ...before });
  return written.tree === tree ? { ...unit.planned, commit: written.commit } : made;
}

/** Null where the store has lost it, or has something else: then it is as if nothing had been approved. */
async function planIn(store: Store, id: string): Promise<{ readonly plan: Plan; readonly images: Images } | null> {
  const [planBytes, imageBytes] = await Promise.all([store.get('plan', id), store.get('images', id)]);
  if (planBytes === null || imageBytes === null) return null;
  try {
    const label = `plan ${id.slice(0, 12)}`;
    const kept = { plan: readPlan(label, planBytes.toString('utf8')), images: readImages(label, imageBytes) };
    return planId(kept.plan) === id && treeEdits(kept.plan, kept.images).kind !== 'failed' ? kept : null;
  } catch (thrown) {
    if (thrown instanceof CodemodError) return null;
    throw thrown;
  }
}
