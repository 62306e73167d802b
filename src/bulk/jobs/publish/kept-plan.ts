import { type Plan, planId } from '../../../core/plan.js';
import { readPlan } from '../../../core/read-plan.js';
import type { Store } from '../../store/store.js';
import { type Images, readImages } from '../../units/images.js';
import type { JobRun } from '../job-run.js';

/** A plan as it was approved, with the files that it was made on. The job ends where the store has lost it, or has another. */
export async function keptPlan(run: JobRun, store: Store, id: string): Promise<{ readonly plan: Plan; readonly images: Images }> {
  const [plan, images] = await Promise.all([store.get('plan', id), store.get('images', id)]);
  if (plan === null || images === null) return run.fail('plan-lost', `The store has no plan ${id}. Plan the campaign again.`);
  const label = `plan ${id.slice(0, 12)}`;
  const read = readPlan(label, plan.toString('utf8'));
  if (planId(read) !== id) return run.fail('plan-changed', `The plan ${id} in the store is not the one that was approved.`);
  return { plan: read, images: readImages(label, images) };
}
