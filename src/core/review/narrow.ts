import type { PlannedFix, Step } from '../change.js';
import { applyEdits, byPosition, type Edit, growthOf, offsetsAfter } from '../edit.js';
import { lastAtMost, lineStarts, overlapsOrTouches, positionAt } from '../range.js';
import type { FixPlace } from './couple.js';

/** What is left of a change without some of its fixes. */
export interface Narrowed {
  /** Without the steps that have nothing left. */
  readonly steps: readonly Step[];
  readonly text: string;
  /** Where the fixes that are left out would have to be made in that text. */
  readonly dropped: readonly DroppedFix[];
}

/** A fix that is left out, in the text that the others make. */
export interface DroppedFix {
  readonly place: FixPlace;
  /** Without those that place imports. */
  readonly edits: readonly Edit[];
  /** Where the line of the defect begins. */
  readonly at: number;
}

/**
 * The steps of a change with some of its fixes alone. Their edits are told on the text as it is without the others.
 *
 * @param keeps asked of every fix; fixes that are coupled must get the same answer.
 */
export function narrowSteps(text: string, steps: readonly Step[], keeps: (place: FixPlace) => boolean): Narrowed {
  const narrowed: Step[] = [];
  let dropped: readonly DroppedFix[] = [];
  let whole = text;
  let narrow = text;
  // What leads from the text with all fixes of the steps so far to the one with those that are kept.
  let undo: readonly Edit[] = [];
  for (const [index, step] of steps.entries()) {
    const keepsFix = (fix: number): boolean => keeps({ step: index, fix });
    const kept = keptEdits(step, keepsFix);
    const next = narrowStep(step, [...kept], keepsFix, undo, lineMover(whole, narrow, undo));
    if (next.edits.length > 0) narrowed.push(next);
    const behind = offsetsAfter(next.edits);
    dropped = [...dropped, ...droppedFixes(whole, step, index, keepsFix, undo)].map((fix) => movedFix(fix, behind));
    undo = undoAfter(whole, step, kept, undo);
    whole = applyEdits(whole, step.edits);
    narrow = applyEdits(narrow, next.edits);
  }
  return { steps: narrowed, text: narrow, dropped };
}

/** Those of a step that do not hang on another one that is left out. */
function droppedFixes(
  whole: string,
  step: Step,
  index: number,
  keeps: (fix: number) => boolean,
  undo: readonly Edit[],
): readonly DroppedFix[] {
  const starts = lineStarts(whole);
  const move = offsetsAfter(undo);
  return step.fixes.flatMap((planned, fix): readonly DroppedFix[] => {
    if (keeps(fix)) return [];
    const own = planned.edits
      .filter((number) => !step.importEdits.includes(number))
      .flatMap((number) => step.edits[number] ?? []);
    if (own.some((edit) => undo.some((other) => overlapsOrTouches(edit, other)))) return [];
    const at = move(starts[planned.line - 1] ?? 0);
    return [{ place: { step: index, fix }, edits: own.map((edit) => rebased(edit, move)), at }];
  });
}

function movedFix({ place, edits, at }: DroppedFix, move: (offset: number) => number): DroppedFix {
  return { place, edits: edits.map((edit) => rebased(edit, move)), at: move(at) };
}

/** Tells a line of the whole text in the narrow one. */
function lineMover(whole: string, narrow: string, undo: readonly Edit[]): (line: number) => number {
  if (undo.length === 0) return (line) => line;
  const [starts, narrowStarts] = [lineStarts(whole), lineStarts(narrow)];
  const move = offsetsAfter(undo);
  return (line) => positionAt(narrowStarts, move(starts[line - 1] ?? 0)).line;
}

/** The edits of a step that a kept fix owns, by number. */
function keptEdits({ edits, fixes }: Step, keeps: (fix: number) => boolean): ReadonlySet<number> {
  const owned = new Set(fixes.flatMap((fix) => fix.edits));
  const kept = new Set(fixes.flatMap((fix, number) => (keeps(number) ? fix.edits : [])));
  const all = fixes.every((_, number) => keeps(number));
  return new Set([...edits.keys()].filter((number) => kept.has(number) || (all && !owned.has(number))));
}

function narrowStep(
  step: Step,
  kept: readonly number[],
  keeps: (fix: number) => boolean,
  undo: readonly Edit[],
  moveLine: (line: number) => number,
): Step {
  const places = new Map(kept.map((number, index) => [number, index]));
  const inStep = (numbers: readonly number[]): readonly number[] => numbers.flatMap((number) => places.get(number) ?? []);
  const fixes = step.fixes.flatMap((fix, number): readonly PlannedFix[] =>
    keeps(number) ? [{ ...fix, line: moveLine(fix.line), edits: inStep(fix.edits) }] : [],
  );
  const move = offsetsAfter(undo);
  const edits = kept.flatMap((number) => step.edits[number] ?? []).map((edit) => rebased(edit, move));
  return { ...step, edits, importEdits: inStep(step.importEdits), fixes };
}

function rebased(edit: Edit, move: (offset: number) => number): Edit {
  const start = move(edit.start);
  return { ...edit, start, end: start + edit.oldText.length };
}

/** A stretch of the whole text in which the narrow one differs. */
interface Stretch {
  start: number;
  end: number;
  readonly undo: Edit[];
  readonly dropped: Edit[];
}

function undoAfter(whole: string, { edits }: Step, kept: ReadonlySet<number>, undo: readonly Edit[]): readonly Edit[] {
  const dropped = edits.filter((_, number) => !kept.has(number));
  const growthUpTo = growthBefore(edits);
  const undone = stretchesOf(undo, dropped).map((stretch): Edit => {
    const own = growth(stretch.dropped.filter(({ end }) => end <= stretch.start));
    const start = stretch.start + growthUpTo(stretch.start) - own;
    const within = (edit: Edit): Edit => ({ ...edit, start: edit.start - stretch.start, end: edit.end - stretch.start });
    const part = whole.slice(stretch.start, stretch.end);
    const oldText = applyEdits(part, stretch.dropped.map(within));
    return { start, end: start + oldText.length, oldText, newText: applyEdits(part, stretch.undo.map(within)) };
  });
  return undone.filter(({ oldText, newText }) => oldText !== newText);
}

function stretchesOf(undo: readonly Edit[], dropped: readonly Edit[]): readonly Stretch[] {
  const all = [...undo.map((edit) => ({ edit, isUndo: true })), ...dropped.map((edit) => ({ edit, isUndo: false }))];
  const stretches: Stretch[] = [];
  for (const { edit, isUndo } of all.sort((a, b) => byPosition(a.edit, b.edit))) {
    let last = stretches.at(-1);
    if (last === undefined || !overlapsOrTouches(last, edit)) {
      last = { start: edit.start, end: edit.end, undo: [], dropped: [] };
      stretches.push(last);
    }
    last.end = Math.max(last.end, edit.end);
    (isUndo ? last.undo : last.dropped).push(edit);
  }
  return stretches;
}

/** By how much edits that end at or before an offset let the text grow. */
function growthBefore(edits: readonly Edit[]): (offset: number) => number {
  const sorted = [...edits].sort(byPosition);
  const ends = sorted.map(({ end }) => end);
  const grown = [0];
  for (const edit of sorted) grown.push((grown.at(-1) ?? 0) + growthOf(edit));
  return (offset) => grown[lastAtMost(ends, offset) + 1] ?? 0;
}

function growth(edits: readonly Edit[]): number {
  return edits.reduce((sum, edit) => sum + growthOf(edit), 0);
}
