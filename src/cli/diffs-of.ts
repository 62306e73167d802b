import type { Plan } from '../core/plan.js';
import type { Targets } from '../trees/targets.js';
import { WorkTree } from '../trees/work-tree.js';

/** The diff of every change of a plan, by path. What makes diffs is loaded only where there is one. */
export async function diffsOf({ changes }: Plan, targets: Targets): Promise<ReadonlyMap<string, string>> {
  const diffs = new Map<string, string>();
  if (changes.length === 0) return diffs;
  const { changeDiff } = await import('../core/change-diff.js');
  const tree = new WorkTree(targets.root, targets.repository);
  for (const change of changes) {
    const read = change.kind === 'create' ? null : await tree.read(change.path, Number.MAX_SAFE_INTEGER);
    diffs.set(change.path, changeDiff(change, read?.kind === 'content' ? read.bytes : null));
  }
  return diffs;
}
