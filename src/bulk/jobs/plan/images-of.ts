import { CodemodError } from '../../../core/errors.js';
import type { Plan } from '../../../core/plan.js';
import type { Tree } from '../../../trees/tree.js';
import type { Image, Images } from '../../units/images.js';

/** The files that a plan changes, as the tree that it was made on has them. */
export async function imagesOf(plan: Plan, tree: Tree): Promise<Images> {
  const images = new Map<string, Image>();
  for (const change of plan.changes) {
    if (change.kind === 'create') continue;
    const read = await tree.read(change.path, Number.MAX_SAFE_INTEGER);
    if (read.kind !== 'content') {
      throw new CodemodError('plan-inconsistent', `${change.path} can no longer be read.`, { path: change.path });
    }
    images.set(change.path, { bytes: read.bytes, mode: read.mode });
  }
  return images;
}
