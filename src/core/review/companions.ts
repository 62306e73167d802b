import { byCodeUnits } from '../by-code-units.js';
import type { Change } from '../change.js';
import { groupBy } from '../group-by.js';
import { groupsOf } from '../groups.js';
import { joinedLists } from '../joined-lists.js';
import { hunkFixes, wholeFileId } from './hunk-names.js';

/** One of several hunks that are accepted all or rejected all. */
export interface Companion {
  readonly id: string;
  readonly path: string;
}

interface GroupedHunk extends Companion {
  /** The groups that its fixes are of. */
  readonly groups: readonly string[];
}

/**
 * The hunks of changes that are accepted all or rejected all: those that share a group, and those that share one with them. A hunk that
 * belongs to no other one is in none of these sets, and none is in two.
 */
export function companionSets(changes: readonly Change[]): readonly (readonly Companion[])[] {
  // Most plans have no group, and naming hunks takes hashes.
  const hunks = changes.filter((change) => groupsOf(change).length > 0).flatMap(groupedHunks);
  const known = new Map(hunks.map(({ id, path }) => [id, { id, path }]));
  const pairs = hunks.flatMap(({ id, groups }) => groups.map((group) => ({ id, group })));
  const lists = [...groupBy(pairs, ({ group }) => group).values()].map((own) => own.map(({ id }) => id));
  return joinedLists(lists)
    .filter(({ length }) => length > 1)
    .map((ids) => ids.flatMap((id) => known.get(id) ?? []).sort((a, b) => byCodeUnits(a.path, b.path)));
}

function groupedHunks(change: Change): readonly GroupedHunk[] {
  const { path } = change;
  if (change.kind !== 'modify') return [{ id: wholeFileId(change), path, groups: groupsOf(change) }];
  return hunkFixes(change).map(({ id, fixes }) => ({
    id,
    path,
    groups: fixes.flatMap(({ step, fix }) => change.steps[step]?.fixes[fix]?.groups ?? []),
  }));
}

/** For each hunk that is to fall, and each that falls with it, one that is to fall: itself, or one that it belongs to. */
export function fallingWith(changes: readonly Change[], hunks: Iterable<string>): ReadonlyMap<string, string> {
  const causes = new Map([...hunks].map((id) => [id, id]));
  for (const set of companionSets(changes)) {
    const cause = set.find(({ id }) => causes.has(id))?.id;
    if (cause !== undefined) for (const { id } of set) if (!causes.has(id)) causes.set(id, cause);
  }
  return causes;
}
