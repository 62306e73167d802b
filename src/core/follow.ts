import type { Change } from './change.js';
import { CodemodError } from './errors.js';
import { groupsOf, inGroups } from './groups.js';

/**
 * Changes of one run that follow each other, as one change a path. Those of the second list were planned on what the first
 * one leaves.
 *
 * @throws CodemodError `plan-inconsistent` for a pair that no change can tell, such as a file that is moved and then edited.
 */
export function followedBy(first: readonly Change[], second: readonly Change[]): readonly Change[] {
  const byPath = new Map<string, Change>(first.map((change) => [change.path, change]));
  const moved = new Set(first.flatMap((change) => (change.kind === 'rename' ? [change.to] : [])));
  for (const change of second) {
    if (moved.has(change.path)) throw unable(change.path);
    const before = byPath.get(change.path);
    const both = before === undefined ? change : compose(before, change);
    if (both === null) byPath.delete(change.path);
    else byPath.set(change.path, both);
  }
  return [...byPath.values()];
}

/** Null where the second takes back what the first did. */
function compose(first: Change, second: Change): Change | null {
  if (first.kind === 'modify' && second.kind === 'modify') {
    const same = first.before.sha256 === second.after.sha256 && first.before.mode === second.after.mode;
    return same ? null : { ...first, after: second.after, steps: [...first.steps, ...second.steps] };
  }
  if (first.kind === 'create' && second.kind === 'modify') {
    return { ...first, after: second.after, steps: [...first.steps, ...second.steps] };
  }
  if (first.kind === 'modify' && second.kind === 'delete') {
    // What other files were given along with the first change still needs that it is made, be it by taking the file away.
    return inGroups({ ...second, before: first.before }, [...groupsOf(first), ...groupsOf(second)]);
  }
  if (first.kind === 'create' && second.kind === 'delete') return null;
  throw unable(second.path);
}

function unable(path: string): CodemodError {
  const message = `Two steps change ${path} in ways that one run cannot hold. Run them one after the other.`;
  return new CodemodError('plan-inconsistent', message, { path });
}
