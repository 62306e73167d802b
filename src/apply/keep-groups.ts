import { groupBy } from '../core/group-by.js';
import { groupsOf } from '../core/groups.js';
import { joinedLists } from '../core/joined-lists.js';
import type { Plan } from '../core/plan.js';
import type { ReversalConflict, ReversalStep } from './reversal.js';

/**
 * Files that a codemod has changed together, such as a function and those that call it, go back together or not at all: half of a rename
 * is no program.
 *
 * @param plan that the run has carried out; null where the journal does not have it any more.
 */
export function keepGroups(
  steps: readonly ReversalStep[],
  conflicts: readonly Pick<ReversalConflict, 'path'>[],
  plan: Plan | null,
): { readonly kept: readonly ReversalStep[]; readonly torn: readonly ReversalConflict[] } {
  const inConflict = new Set(conflicts.map(({ path }) => path));
  const causes = new Map<string, string>();
  for (const paths of pathsTogether(plan)) {
    const cause = paths.find((path) => inConflict.has(path));
    if (cause !== undefined) for (const path of paths) causes.set(path, cause);
  }
  const torn = steps.flatMap(({ path, bytesBefore, encoding }): readonly ReversalConflict[] => {
    const cause = causes.get(path);
    if (cause === undefined) return [];
    const message = `it was changed together with ${cause}, which does not go back`;
    return [{ path, reason: 'content', message, later: null, bytesLeft: bytesBefore, bytesNow: bytesBefore, encoding }];
  });
  return { kept: steps.filter(({ path }) => !causes.has(path)), torn };
}

/** Sets of paths, of which none is in two. */
function pathsTogether(plan: Plan | null): readonly (readonly string[])[] {
  const pairs = (plan?.changes ?? []).flatMap((change) => {
    const paths = change.kind === 'rename' ? [change.path, change.to] : [change.path];
    return groupsOf(change).flatMap((group) => paths.map((path) => ({ group, path })));
  });
  return joinedLists([...groupBy(pairs, ({ group }) => group).values()].map((own) => own.map(({ path }) => path)));
}
