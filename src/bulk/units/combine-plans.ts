import { byCodeUnits } from '../../core/by-code-units.js';
import type { Change } from '../../core/change.js';
import { mapGroups } from '../../core/groups.js';
import { sha256, short } from '../../core/hash.js';
import type { Left } from '../../core/left.js';
import type { Plan, PlannedCodemod } from '../../core/plan.js';
import { canonicalJson } from '../../core/plan.js';
import type { ReadFile } from '../../core/review/review-files.js';
import type { Images } from './images.js';
import { type UnitName, unitFolder } from './unit-path.js';

/** A unit with its plan. */
export interface PlanUnit extends UnitName {
  readonly plan: Plan;
  readonly images: Images;
}

/** Many plans as one, to be reviewed at once. */
export interface CombinedPlan {
  readonly plan: Plan;
  readonly read: ReadFile;
  readonly units: readonly PlanUnit[];
  /** The unit of a path of the plan, and the path in it; null for another path. */
  unitOf(path: string): { readonly unit: PlanUnit; readonly path: string } | null;
}

/**
 * ONE plan of many: each path stands below the folder of its unit. It is to be looked at and decided, never carried out.
 *
 * @param units at least one, no two of the same repository and shard.
 */
export function combinePlans(units: readonly PlanUnit[]): CombinedPlan {
  const [first] = units;
  if (first === undefined) throw new Error('there is nothing to combine');
  const places = new Map<string, { readonly unit: PlanUnit; readonly path: string }>();
  const changes: Change[] = [];
  const left: Left[] = [];
  for (const unit of units) {
    const folder = unitFolder(unit);
    const below = (path: string): string => `${folder}/${path}`;
    for (const change of unit.plan.changes) {
      const moved = movedChange(change, below);
      places.set(moved.path, { unit, path: change.path });
      changes.push(moved);
    }
    left.push(...unit.plan.left.map((one) => ({ ...one, path: one.path === null ? folder : below(one.path) })));
  }
  if (places.size !== changes.length) throw new Error('two units of a combined plan are one');
  const unitOf: CombinedPlan['unitOf'] = (path) => places.get(path) ?? null;
  return {
    plan: {
      ...first.plan,
      codemods: codemodsOf(units),
      root: '/',
      head: null,
      changes: changes.sort((a, b) => byCodeUnits(a.path, b.path)),
      left: left.sort((a, b) => byCodeUnits(a.path ?? '', b.path ?? '') || (a.line ?? 0) - (b.line ?? 0)),
      counts: null,
    },
    read: (path) => {
      const place = unitOf(path);
      return place === null ? null : (place.unit.images.get(place.path)?.bytes ?? null);
    },
    units,
    unitOf,
  };
}

/** What belongs together in one unit has nothing to do with the same change of another one. */
export function movedChange(change: Change, below: (path: string) => string): Change {
  const moved = { ...mapGroups(change, (group) => short(sha256(below(group)))), path: below(change.path) };
  return moved.kind === 'rename' ? { ...moved, to: below(moved.to) } : moved;
}

function codemodsOf(units: readonly PlanUnit[]): readonly PlannedCodemod[] {
  const found = new Map(units.flatMap(({ plan }) => plan.codemods.map((codemod) => [canonicalJson(codemod), codemod] as const)));
  return [...found.values()];
}
