import type { ContentId } from '../core/change.js';
import type { Turn } from './family.js';
import type { ReversalConflict, ReversalStep } from './reversal.js';

/**
 * A renamed file is two paths, of which one without the other would leave the file twice, or nowhere: both stay.
 * The journal tells a rename by one content that goes from one path and comes to another.
 */
export function keepPairs(
  steps: readonly ReversalStep[],
  conflicts: readonly ReversalConflict[],
  turns: readonly Turn[],
  kind: 'undo' | 'redo',
): { readonly kept: readonly ReversalStep[]; readonly torn: readonly ReversalConflict[] } {
  const fromOf = (turn: Turn): ContentId | null => (kind === 'undo' ? turn.done : turn.undone);
  const toOf = (turn: Turn): ContentId | null => (kind === 'undo' ? turn.undone : turn.done);
  const inConflict = new Set(conflicts.map(({ path }) => path));
  const conflicting = turns.filter(({ path }) => inConflict.has(path));
  const comes = new Set(conflicting.filter((turn) => fromOf(turn) === null).map((turn) => keyOf(toOf(turn))));
  const goes = new Set(conflicting.filter((turn) => toOf(turn) === null).map((turn) => keyOf(fromOf(turn))));
  const isTorn = ({ before, after }: ReversalStep): boolean =>
    (after === null && comes.has(keyOf(before))) || (before === null && goes.has(keyOf(after)));
  const torn = steps.filter(isTorn).map(({ path, bytesBefore, encoding }): ReversalConflict => {
    const message = 'the file was renamed, and its other name has changed since';
    return { path, reason: 'content', message, later: null, bytesLeft: bytesBefore, bytesNow: bytesBefore, encoding };
  });
  return { kept: steps.filter((step) => !isTorn(step)), torn };
}

function keyOf(content: ContentId | null): string {
  return content === null ? '' : `${content.sha256} ${content.mode}`;
}
