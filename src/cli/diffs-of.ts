import type { Plan } from '../core/plan.js';
import type { ChangeText } from '../reports/change-text.js';
import type { Targets } from '../trees/targets.js';
import { WorkTree } from '../trees/work-tree.js';

/**
 * Every change of a plan as it is shown, by path. To be made before anything is written: it reads the files as they were.
 * What makes diffs is loaded only where there is one.
 */
export async function diffsOf({ changes }: Plan, targets: Targets): Promise<ReadonlyMap<string, ChangeText>> {
  const diffs = new Map<string, ChangeText>();
  if (changes.length === 0) return diffs;
  const { changeText } = await import('../reports/change-text.js');
  const tree = new WorkTree(targets.root, targets.repository);
  for (const change of changes) {
    const read = change.kind === 'create' ? null : await tree.read(change.path, Number.MAX_SAFE_INTEGER);
    diffs.set(change.path, changeText(change, read?.kind === 'content' ? read.bytes : null));
  }
  return diffs;
}
