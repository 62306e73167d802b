import type { Plan } from '../../core/plan.js';
import { readPlan } from '../../core/read-plan.js';
import type { Store } from '../store/store.js';
import { type Images, readImages } from './images.js';

/** A plan in the store with its images; null where it is not there any more. @throws CodemodError `plan-invalid`. */
export async function readKept(store: Store, id: string): Promise<{ readonly plan: Plan; readonly images: Images } | null> {
  const [plan, images] = await Promise.all([store.get('plan', id), store.get('images', id)]);
  if (plan === null || images === null) return null;
  return { plan: readPlan(id, plan.toString('utf8')), images: readImages(id, images) };
}
