import { CodemodError } from '../../../core/errors.js';
import { type Plan, planId } from '../../../core/plan.js';
import { readPlan } from '../../../core/read-plan.js';
import type { Store } from '../../store/store.js';
import { type Images, readImages } from '../../units/images.js';
import type { JobRun } from '../job-run.js';

export interface KeptPlan {
  readonly plan: Plan;
  readonly images: Images;
}

/** A plan as it was approved, with the files that it was made on. The job ends where the store has lost it, or has another. */
export async function keptPlan(run: JobRun, store: Store, id: string): Promise<KeptPlan> {
  const [plan, images] = await Promise.all([store.get('plan', id), store.get('images', id)]);
  if (plan === null || images === null) return run.fail('plan-lost', `The store has no plan ${id}. Plan the campaign again.`);
  const kept = readKept(id, plan, images);
  return kept ?? run.fail('plan-changed', `The plan ${id} in the store is not the one that was approved.`);
}

/** A plan of before, where there is still one that can be read: nothing hangs on it. */
export async function planOfBefore(store: Store, id: string): Promise<KeptPlan | null> {
  const [plan, images] = await Promise.all([store.get('plan', id), store.get('images', id)]);
  if (plan === null || images === null) return null;
  try {
    return readKept(id, plan, images);
  } catch (thrown) {
    if (thrown instanceof CodemodError) return null;
    throw thrown;
  }
}

/** Null for another one than its name says. */
function readKept(id: string, plan: Buffer, images: Buffer): KeptPlan | null {
  const label = `plan ${id.slice(0, 12)}`;
  const read = readPlan(label, plan.toString('utf8'));
  return planId(read) === id ? { plan: read, images: readImages(label, images) } : null;
}
