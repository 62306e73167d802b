import type { Change, Groups, Step } from './change.js';

/** The parts of a plan that may belong to a group. */
interface Grouped {
  readonly groups?: Groups;
}

/** All groups that something of a change is of. */
export function groupsOf(change: Change): readonly string[] {
  const own = change.kind === 'modify' ? [] : (change.groups ?? []);
  const fixes = 'steps' in change ? change.steps.flatMap((step) => step.fixes) : [];
  return [...new Set([...own, ...fixes.flatMap(({ groups = [] }) => groups)])].sort();
}

/** The same, of these groups and no others; as it was where there are none. */
export function inGroups<T extends Grouped>(item: T, groups: Iterable<string>): T {
  const [first, ...others] = [...new Set(groups)].sort();
  return first === undefined ? item : { ...item, groups: [first, ...others] };
}

/** A change whose groups have other names. */
export function mapGroups(change: Change, rename: (group: string) => string): Change {
  const renamed = <T extends Grouped>(item: T): T => (item.groups === undefined ? item : inGroups(item, item.groups.map(rename)));
  const steps = (some: readonly Step[]): readonly Step[] => some.map((step) => ({ ...step, fixes: step.fixes.map(renamed) }));
  switch (change.kind) {
    case 'modify':
      return { ...change, steps: steps(change.steps) };
    case 'create':
      return { ...renamed(change), steps: steps(change.steps) };
    default:
      return renamed(change);
  }
}
