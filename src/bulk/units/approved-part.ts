import type { Change, ModifyChange, PlannedFix } from '../../core/change.js';
import { INVENTORY_STEP, isInventoryChange } from '../../core/inventory-step.js';
import { canonicalJson, type Plan } from '../../core/plan.js';
import { fallingWith } from '../../core/review/companions.js';
import { decidePlan } from '../../core/review/decide.js';
import type { Decision } from '../../core/review/decision.js';
import { hunkFixes, wholeFileId } from '../../core/review/hunk-names.js';
import { type Images, readerOf } from './images.js';

/** What is left of a plan when nothing is done that another one does not do. */
export type ApprovedPart =
  | {
      readonly kind: 'part';
      /** Without an inventory: that is to be made of what is left. */
      readonly plan: Plan;
      /** The paths of what is left out: each hunk, or file that is made, moved or deleted, by its own. */
      readonly leftOut: readonly string[];
    }
  /** It cannot be told apart, and why. */
  | { readonly kind: 'unclear'; readonly message: string };

/**
 * Narrows a plan that was made on other files to what a person has approved. A fix is approved where the approved plan has one of
 * the same key, and with it all that it imports; fixes that are coupled, and hunks that belong together, are so together. A file that is made, moved or deleted is,
 * where that is the very same change. A fix that is found more often than it was approved is left out: nobody can tell which it was.
 *
 * @param images the files that `made` was made on.
 */
export function approvedPart(
  approved: Plan,
  { plan: made, images }: { readonly plan: Plan; readonly images: Images },
): ApprovedPart {
  const plan = withoutInventory(made);
  const allows = allowedBy(approved, plan);
  const verdicts: { readonly path: string; readonly hunk: string; readonly isAllowed: boolean }[] = [];
  const decide = (path: string, hunk: string, isAllowed: boolean): void => void verdicts.push({ path, hunk, isAllowed });
  for (const change of plan.changes) {
    if (change.kind !== 'modify') decide(change.path, wholeFileId(change), allows.change(change));
    else
      for (const { id, fixes } of hunkFixes(change)) decide(change.path, id, fixesAt(change, fixes).every(allows.fixIn(change)));
  }
  const refused = verdicts.filter(({ isAllowed }) => !isAllowed).map(({ hunk }) => hunk);
  const falling = fallingWith(plan.changes, refused);
  const decisions = new Map(
    verdicts.map(({ hunk }): [string, Decision] => [
      hunk,
      { verdict: falling.has(hunk) ? 'rejected' : 'accepted', reason: '', edited: null },
    ]),
  );
  const leftOut = verdicts.flatMap(({ path, hunk }) => (falling.has(hunk) ? [path] : []));
  const decided = decidePlan(plan, readerOf(images), decisions, 'rejected');
  const [fault] = decided.faults;
  if (fault !== undefined) return { kind: 'unclear', message: `${fault.path}: ${fault.message}` };
  // What decides is one thing, what came of it another: nothing else is ever published.
  const foreign = decided.plan.changes.find((change) => !isAllowed(change, allows));
  if (foreign !== undefined) return { kind: 'unclear', message: `${foreign.path}: it cannot be told what of it is approved` };
  return { kind: 'part', plan: decided.plan, leftOut };
}

interface Allowed {
  change(change: Change): boolean;
  fixIn(change: ModifyChange): (fix: PlannedFix) => boolean;
}

function allowedBy(approved: Plan, made: Plan): Allowed {
  const changes = new Set(approved.changes.map(canonicalJson));
  const [wanted, found] = [countKeys(approved), countKeys(made)];
  const imports = new Set(approved.changes.flatMap((change) => fixesOf(change).flatMap((fix) => importsOf(change, fix))));
  return {
    change: (change) => changes.has(canonicalJson(change)),
    fixIn: (change) => (fix) =>
      (found.get(fix.key) ?? 0) <= (wanted.get(fix.key) ?? 0) && importsOf(change, fix).every((one) => imports.has(one)),
  };
}

function isAllowed(change: Change, allows: Allowed): boolean {
  if (change.kind !== 'modify') return allows.change(change);
  const hasForeignEdit = change.steps.some(({ edits, fixes }) => {
    const owned = new Set(fixes.flatMap((fix) => fix.edits));
    return edits.some((_, index) => !owned.has(index));
  });
  return !hasForeignEdit && fixesOf(change).every(allows.fixIn(change));
}

/** A key names the codemod, the path, the lines around and what becomes of them; of a modification alone, as its fixes are what is decided. */
function countKeys({ changes }: Plan): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const change of changes)
    for (const { key } of change.kind === 'modify' ? fixesOf(change) : []) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function fixesOf(change: Change): readonly PlannedFix[] {
  return 'steps' in change ? change.steps.flatMap(({ fixes }) => fixes) : [];
}

function fixesAt(
  { steps }: ModifyChange,
  places: readonly { readonly step: number; readonly fix: number }[],
): readonly PlannedFix[] {
  return places.flatMap(({ step, fix }) => steps[step]?.fixes[fix] ?? []);
}

function importsOf({ path }: Change, { imports }: PlannedFix): readonly string[] {
  return imports.map((one) => canonicalJson([path, one]));
}

function withoutInventory(plan: Plan): Plan {
  const changes = plan.changes.filter((change) => !isInventoryChange(change, plan));
  return { ...plan, changes, codemods: plan.codemods.filter(({ name }) => name !== INVENTORY_STEP) };
}
