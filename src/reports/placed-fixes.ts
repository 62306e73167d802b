import type { Change, ModifyChange, PlannedFix, Step } from '../core/change.js';
import { byPosition, type Edit } from '../core/edit.js';
import { placeFixes } from '../core/fix-lines.js';
import { lineStarts, positionAt, type Range } from '../core/range.js';
import { decodeSource, isSkip } from '../core/source-file.js';
import { bytesBefore, type Texts, whyUntold } from './report-facts.js';

/** A replacement on the file as it is, in UTF-16 code units of its text without the byte order mark. */
export interface Replacement extends Range {
  readonly newText: string;
}

/** A fix of a plan, told on the file as it is. */
export interface ReportedFix {
  readonly path: string;
  readonly codemod: string;
  readonly version: string;
  readonly fix: PlannedFix;
  /** Line of the defect in the file as it is; counts from 1. Where the file is not at hand, that of the text its step began with. */
  readonly line: number;
  /** Where its first edit on that line stands; null where there is none. */
  readonly at: Range | null;
  /** With those that place the imports it needs. Null: `untold` says why. */
  readonly replacements: readonly Replacement[] | null;
  readonly untold: string | null;
}

/** The fixes of a change, in the order of the plan; none for a file that is made, taken away or moved. */
export function reportedFixes(change: Change, texts: Texts): readonly ReportedFix[] {
  if (change.kind !== 'modify') return [];
  const bytes = bytesBefore(change, texts);
  const source = bytes === null ? null : decodeSource(change.path, bytes, change.encoding);
  const text = source === null || isSkip(source) ? null : source.text;
  if (bytes === null || text === null) return withoutText(change, whyUntold(change, texts) ?? 'the file cannot be decoded');
  const starts = lineStarts(text);
  const lines = placeFixes(change, bytes).map(({ lineBefore }) => lineBefore);
  return fixesOf(change).map(({ step, fix }, index) => {
    const line = lines[index] ?? 1;
    const replacements = onOriginal(change.steps, step, fix);
    const own = replacements?.filter((_, at) => !step.importEdits.includes(fix.edits[at] ?? -1)) ?? [];
    return {
      ...{ path: change.path, codemod: step.codemod, version: step.version, fix, line, replacements },
      at: own.find(({ start }) => positionAt(starts, start).line === line) ?? null,
      untold: replacements === null ? 'it meets what an earlier pass changes; the diff of the file shows both' : null,
    };
  });
}

interface PlacedFix {
  readonly step: Step;
  readonly fix: PlannedFix;
}

function fixesOf({ steps }: ModifyChange): readonly PlacedFix[] {
  return steps.flatMap((step) => step.fixes.map((fix) => ({ step, fix })));
}

function withoutText(change: ModifyChange, untold: string): readonly ReportedFix[] {
  return fixesOf(change).map(({ step: { codemod, version }, fix }) => {
    return { path: change.path, codemod, version, fix, line: fix.line, at: null, replacements: null, untold };
  });
}

/** The edits of a fix where they stood before all steps; null when one of them meets an edit of a step before. */
function onOriginal(steps: readonly Step[], step: Step, fix: PlannedFix): readonly Replacement[] | null {
  const before = steps.slice(0, steps.indexOf(step));
  const replacements: Replacement[] = [];
  for (const index of fix.edits) {
    const edit = step.edits[index];
    const range = edit === undefined ? null : rangeBefore(before, edit);
    if (edit === undefined || range === null) return null;
    replacements.push({ ...range, newText: edit.newText });
  }
  return replacements;
}

function rangeBefore(steps: readonly Step[], { start, end }: Range): Range | null {
  let range: Range | null = { start, end };
  for (const { edits } of [...steps].reverse()) range = range === null ? null : stepBack(edits, range);
  return range;
}

/** A range of the edited text in the text before; null where it meets an edit, at whose border no order is told. */
function stepBack(edits: readonly Edit[], { start, end }: Range): Range | null {
  let shift = 0;
  for (const edit of [...edits].sort(byPosition)) {
    const from = edit.start + shift;
    const to = from + edit.newText.length;
    if (start <= to && from <= end) return null;
    if (end < from) break;
    shift += edit.newText.length - (edit.end - edit.start);
  }
  return { start: start - shift, end: end - shift };
}
