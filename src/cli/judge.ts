import type { Plan } from '../core/plan.js';
import type { ReadFile } from '../core/review/review-files.js';
import type { Refusal } from '../pipeline/judge-altered.js';

/** Judges altered texts in a child and by the compilers of their languages, which are started only where there is one. */
export async function judge(plan: Plan, paths: readonly string[], read: ReadFile): Promise<readonly Refusal[]> {
  if (paths.length === 0) return [];
  const { childPool } = await import('../pipeline/child-pool.js');
  const { openGates } = await import('../pipeline/gates.js');
  const { judgeAltered } = await import('../pipeline/judge-altered.js');
  const transformer = childPool({ codemods: [], wanted: { threshold: 'safe', rejected: new Set() } });
  const gates = openGates();
  try {
    return await judgeAltered(plan, paths, read, { transformer, gates });
  } finally {
    await Promise.all([transformer.close(), gates.close()]);
  }
}
