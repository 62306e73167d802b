import { applySteps, type Change, type PlannedFix, type Step } from './change.js';
import { applyEdits, offsetsAfter, offsetsBefore } from './edit.js';
import { lineStarts, positionAt } from './range.js';
import { decodeSource, isSkip } from './source-file.js';

/** A fix of a change, with its line in the file as it was before the run and as the run leaves it. Lines count from 1. */
export interface PlacedFix {
  readonly codemod: string;
  readonly fix: PlannedFix;
  readonly lineBefore: number;
  readonly line: number;
}

/**
 * Where the fixes of a change stand. A later step sees the text that the earlier ones left, so that the line of its fixes
 * is neither that of the old file nor that of the new one.
 *
 * @param before the bytes that the change was planned on.
 */
export function placeFixes(change: Change, before: Uint8Array | null): readonly PlacedFix[] {
  if (change.kind !== 'modify') return [];
  const source = decodeSource(change.path, before ?? new Uint8Array(), change.encoding);
  return isSkip(source) ? [] : placeInText(source.text, change.steps);
}

function placeInText(text: string, steps: readonly Step[]): readonly PlacedFix[] {
  const lineIn = (content: string): ((offset: number) => number) => {
    const starts = lineStarts(content);
    return (offset) => positionAt(starts, offset).line;
  };
  const [lineBefore, line] = [lineIn(text), lineIn(applySteps(text, steps))];
  const before = steps.map(({ edits }) => offsetsBefore(edits));
  const after = steps.map(({ edits }) => offsetsAfter(edits));
  const placed: PlacedFix[] = [];
  let current = text;
  for (const [index, step] of steps.entries()) {
    const starts = lineStarts(current);
    for (const fix of step.fixes) {
      const at = starts[fix.line - 1] ?? 0;
      const old = before.slice(0, index).reduceRight((offset, moved) => moved(offset), at);
      const now = after.slice(index).reduce((offset, moved) => moved(offset), at);
      placed.push({ codemod: step.codemod, fix, lineBefore: lineBefore(old), line: line(now) });
    }
    current = applyEdits(current, step.edits);
  }
  return placed;
}
