import type { Plan } from '../core/plan.js';
import type { ReadFile } from '../core/review/review-files.js';
import type { Targets } from '../trees/targets.js';
import { WorkTree } from '../trees/work-tree.js';

/** The files that a plan changes, as they are now: read once, before anything is written. Links are not followed. */
export async function readFiles({ changes }: Plan, { root, repository }: Targets): Promise<ReadFile> {
  const files = new Map<string, Uint8Array>();
  const tree = new WorkTree(root, repository);
  for (const { kind, path } of changes) {
    const read = kind === 'create' ? null : await tree.read(path, Number.MAX_SAFE_INTEGER);
    if (read?.kind === 'content') files.set(path, read.bytes);
  }
  return (path) => files.get(path) ?? null;
}
