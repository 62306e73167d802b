import type { Change } from '../../core/change.js';
import { groupBy } from '../../core/group-by.js';
import type { Left } from '../../core/left.js';
import { type Plan, planId } from '../../core/plan.js';
import { hunkFixes } from '../../core/review/hunk-names.js';
import { shapeOfFile, shapeOfFixes } from '../../core/review/shape.js';
import { renderDiff } from '../../reports/diff.js';
import { countLines } from '../../reports/line-counts.js';
import { textOf } from '../../reports/report-facts.js';
import type { PlanFacts } from '../model/events.js';
import { type Images, textsOf } from './images.js';

/** What is told of a plan without reading it again. */
export function planFacts(plan: Plan, images: Images): Omit<PlanFacts, 'commit' | 'tree'> {
  const lines = plan.changes.map((change) => linesOf(change, images));
  return {
    plan: planId(plan),
    files: plan.changes.length,
    added: lines.reduce((sum, { added }) => sum + added, 0),
    removed: lines.reduce((sum, { removed }) => sum + removed, 0),
    fixes: plan.changes.reduce((sum, change) => sum + fixesOf(change), 0),
    shapes: [...new Set(plan.changes.flatMap(shapesOf))].sort(),
    left: leftByCode(plan.left),
  };
}

/** The patch of a plan in bytes, as `git apply` takes it. */
export function diffOf(plan: Plan, images: Images): Buffer {
  return renderDiff({ plan, texts: textsOf(images) });
}

/** Lines that a change adds and removes; none where the file is not as it was. */
export function linesOf(change: Change, images: Images): { readonly added: number; readonly removed: number } {
  const text = textOf(change, textsOf(images));
  return typeof text === 'string' ? { added: 0, removed: 0 } : countLines(text.diff);
}

export function fixesOf(change: Change): number {
  return 'steps' in change ? change.steps.reduce((sum, { fixes }) => sum + fixes.length, 0) : 0;
}

/** Code to count, by code. */
export function leftByCode(left: readonly Left[]): Readonly<Record<string, number>> {
  const groups = [...groupBy(left, ({ code }) => code)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(groups.map(([code, all]) => [code, all.length]));
}

/** The shapes that a review shows: hunk by hunk. */
function shapesOf(change: Change): readonly string[] {
  if (change.kind !== 'modify') return [shapeOfFile(change)];
  return hunkFixes(change).map(({ fixes }) => shapeOfFixes(change.steps, fixes));
}
