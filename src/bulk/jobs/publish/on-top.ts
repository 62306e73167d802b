import { isInventoryChange } from '../../../core/inventory-step.js';
import type { BareClone } from '../../git/bare-clone.js';
import type { LeftOutPlace } from '../../model/events.js';
import type { Base } from '../../model/target.js';
import { approvedPart } from '../../units/approved-part.js';
import type { Order } from '../job.js';
import type { JobRun } from '../job-run.js';
import { withInventory } from '../plan/with-inventory.js';
import { keepUnit, partsAt } from '../plan-repository.js';
import type { Services } from '../services.js';
import { keptPlan } from './kept-plan.js';
import type { ApprovedUnit } from './unit-commit.js';

/** What a run on top of a person's commits comes to. */
export interface OnTop {
  /** Null where nothing that was approved is left to do there. */
  readonly commit: string | null;
  readonly leftOut: readonly LeftOutPlace[];
}

/** Paths that are named; what is left out in others is counted. */
const MOST_PATHS = 50;

/**
 * Runs the codemod on the files that a branch holds now, and does as much of it as was approved: the person's own files are theirs
 * until somebody has approved what is done to them.
 *
 * @param at the branch as it is; its commit was fetched.
 * @returns why it cannot be told what was approved, as words; null where the repository is left alone, which is told.
 */
export async function runOnTop(
  run: JobRun,
  order: Order,
  services: Services,
  { clone, unit, at }: { readonly clone: BareClone; readonly unit: ApprovedUnit; readonly at: Base },
): Promise<OnTop | string | null> {
  const approved = await keptPlan(run, services.store, unit.approved);
  const made = await partsAt(run, order, services, clone, at);
  if (made === null) return null;
  const own = made.parts.find(({ shard }) => shard === unit.shard);
  if (own === undefined) return { commit: null, leftOut: [] };
  const { images } = made;
  const part = approvedPart(approved.plan, { plan: own.plan, images });
  if (part.kind === 'unclear') return part.message;
  const leftOut = placesOf(part.leftOut);
  const { plan } = part;
  if (plan.changes.length === 0) return { commit: null, leftOut };
  // It tells what the branch holds after the change: approved with the change, it follows from it.
  const hasInventory = approved.plan.changes.some((change) => isInventoryChange(change, approved.plan));
  const whole = hasInventory ? await withInventory({ plan, images }, clone.tree(at.commit)) : { plan, images };
  const kept = await keepUnit(run, order, services, clone, { base: at, shard: unit.shard, ...whole });
  return { commit: kept?.commit ?? null, leftOut };
}

function placesOf(paths: readonly string[]): readonly LeftOutPlace[] {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
  const all = [...counts].map(([path, count]) => ({ path, count }));
  const rest = all.slice(MOST_PATHS).reduce((sum, { count }) => sum + count, 0);
  return [...all.slice(0, MOST_PATHS), ...(rest === 0 ? [] : [{ path: null, count: rest }])];
}
