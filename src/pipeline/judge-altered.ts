import { createdBytes, modifiedBytes } from '../core/change-bytes.js';
import type { Plan } from '../core/plan.js';
import type { ReadFile } from '../core/review/review-files.js';
import type { Gates } from './gates.js';
import type { Transformer } from './transformer.js';

/** A text that must not be written, and why. */
export interface Refusal {
  readonly path: string;
  readonly message: string;
}

/**
 * Judges changes whose text is not the one that was planned: a part of it, or as a person has edited it. What holds for every
 * text that is written holds for them: it parses, and its language's own compiler takes it.
 *
 * @param paths of the changes to judge.
 */
export async function judgeAltered(
  { changes }: Plan,
  paths: readonly string[],
  read: ReadFile,
  { transformer, gates }: { readonly transformer: Pick<Transformer, 'parse'>; readonly gates: Pick<Gates, 'check'> },
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const change of changes) {
    if (!paths.includes(change.path) || (change.kind !== 'modify' && change.kind !== 'create')) continue;
    const before = change.kind === 'modify' ? read(change.path) : null;
    if (change.kind === 'modify' && before === null) continue;
    const after = change.kind === 'modify' ? modifiedBytes(change, Buffer.from(before ?? [])) : createdBytes(change);
    const failure = await transformer.parse(change.path, after);
    const verdict = failure === null ? await gates.check(change.path, before, after) : null;
    const message = failure?.message ?? (verdict?.kind === 'refused' ? verdict.reason : null);
    if (message !== null) refusals.push({ path: change.path, message });
  }
  return refusals;
}
