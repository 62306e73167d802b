import { byCodeUnits } from '../../core/by-code-units.js';
import type { Change } from '../../core/change.js';
import { groupBy } from '../../core/group-by.js';
import { groupsOf } from '../../core/groups.js';
import type { Left } from '../../core/left.js';
import type { Plan } from '../../core/plan.js';
import type { PublishSettings } from '../model/campaign-spec.js';
import { SHARDS, shardName } from './shard-name.js';

/** A part of a plan that gets a branch of its own. */
export interface Shard {
  /** `[a-z0-9-]`; empty where the plan is one part. */
  readonly shard: string;
  readonly plan: Plan;
}

/** Who owns a path; empty where nobody does. */
export type OwnersOf = (path: string) => readonly string[];

/**
 * Splits a plan by the top folder of its files, or by their owners. A file's shard follows from its path, and from whether its
 * codemod also makes, moves or removes files: those may need each other, so that all that such codemods do goes to one shard,
 * `together`, as does what belongs to changes of other files. In a recipe each step builds on the others: there one such file binds all.
 *
 * Together the shards are the plan: each change and each thing left is in one of them. What is left in files of no shard stands
 * in the first. A shard has no counts where there are several: a plan does not tell where its unchanged files are.
 */
export function splitPlan(plan: Plan, by: PublishSettings['shard'], ownersOf: OwnersOf = () => []): readonly Shard[] {
  if (by === 'none' || plan.changes.length === 0) return [{ shard: '', plan }];
  const bound = boundCodemods(plan);
  const ofPath = (path: string): string => (by === 'directory' ? folderShard(path) : ownerShard(ownersOf(path)));
  const ofChange = (change: Change): string =>
    groupsOf(change).length > 0 || codemodsOf(change).some((name) => bound.has(name)) ? SHARDS.together : ofPath(change.path);
  const changes = [...groupBy(plan.changes, ofChange)].sort(([a], [b]) => byCodeUnits(a, b));
  const [only, second] = changes;
  if (only !== undefined && second === undefined) return [{ shard: only[0], plan }];
  const left = groupBy(plan.left, leftShards(changes, ofPath));
  return changes.map(([shard, own]) => ({ shard, plan: { ...plan, changes: own, left: left.get(shard) ?? [], counts: null } }));
}

/** Codemods that do more than edit files, each of which is right by itself. */
function boundCodemods({ asked, codemods, changes }: Plan): ReadonlySet<string> {
  const bound = new Set(changes.flatMap((change) => (change.kind === 'modify' ? [] : codemodsOf(change))));
  if (bound.size === 0 || asked.kind === 'codemod') return bound;
  return new Set([...codemods.map(({ name }) => name), ...changes.flatMap(codemodsOf)]);
}

function codemodsOf(change: Change): readonly string[] {
  const steps = 'steps' in change ? change.steps.map(({ codemod }) => codemod) : [];
  return change.kind === 'modify' ? steps : [change.codemod, ...steps];
}

function leftShards(
  changes: readonly (readonly [string, readonly Change[]])[],
  ofPath: (path: string) => string,
): (left: Left) => string {
  const names = new Set(changes.map(([shard]) => shard));
  const byPath = new Map(changes.flatMap(([shard, own]) => own.map(({ path }) => [path, shard] as const)));
  const first = changes[0]?.[0] ?? '';
  return ({ path }) => {
    if (path === null) return first;
    const shard = byPath.get(path) ?? ofPath(path);
    return names.has(shard) ? shard : first;
  };
}

function folderShard(path: string): string {
  const end = path.indexOf('/');
  return end < 0 ? SHARDS.root : shardName(path.slice(0, end));
}

function ownerShard(owners: readonly string[]): string {
  return owners.length === 0 ? SHARDS.unowned : shardName([...new Set(owners)].sort(byCodeUnits).join(' '));
}
