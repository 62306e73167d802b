import type { Plan } from '../core/plan.js';
import type { ReadFile } from '../core/review/review-files.js';
import type { ChangeText } from '../reports/change-text.js';

/** Every change of a plan as it is shown, by path. What makes diffs is loaded only where there is one. */
export async function diffsOf({ changes }: Plan, read: ReadFile): Promise<ReadonlyMap<string, ChangeText>> {
  const diffs = new Map<string, ChangeText>();
  if (changes.length === 0) return diffs;
  const { changeText } = await import('../reports/change-text.js');
  for (const change of changes) diffs.set(change.path, changeText(change, read(change.path)));
  return diffs;
}
