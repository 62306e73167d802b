import { applySteps, type PlannedFix, type Step } from '../change.js';
import { applyEdits, type Edit, editFault, offsetsAfter } from '../edit.js';
import { fixKey } from '../fix-key.js';
import { lineStarts, overlapsOrTouches, positionAt } from '../range.js';
import { readEditedDiff } from './edited-diff.js';

/** A hunk that a person has edited, by the first of its fixes. */
export interface EditedHunk {
  readonly path: string;
  readonly step: Step;
  readonly fix: PlannedFix;
  readonly diff: string;
}

/** What a person has written in the place of a hunk, behind all that is kept. */
export function editedStep(
  text: string,
  steps: readonly Step[],
  { path, step, fix, diff }: EditedHunk,
): Step | { readonly fault: string } {
  const read = readEditedDiff(text, diff);
  if ('fault' in read) return read;
  const moved = afterSteps(text, read.edits, steps);
  if (moved === null) return { fault: 'it changes lines that another accepted hunk changes' };
  const current = applySteps(text, steps);
  const [first] = moved;
  const line = positionAt(lineStarts(current), first?.start ?? 0).line;
  const { codemod, version } = step;
  const key = fixKey(current, { codemod, path, edits: moved, imports: [], line });
  const reason = `${fix.reason.replace(/\.$/, '')}, as edited in the review.`;
  const made = { reason, applicability: fix.applicability, caveat: fix.caveat, line, edits: [...moved.keys()], imports: [], key };
  return { codemod, version, edits: moved, importEdits: [], fixes: [made] };
}

/** Edits of the first text, told on the one that steps make of it; null where they meet. An edit that is made already is left out. */
function afterSteps(text: string, edits: readonly Edit[], steps: readonly Step[]): readonly Edit[] | null {
  let moved = edits;
  let current = text;
  for (const step of steps) {
    const isMade = (edit: Edit): boolean =>
      step.edits.some(({ start, end, newText }) => start === edit.start && end === edit.end && newText === edit.newText);
    moved = moved.filter((edit) => !isMade(edit));
    if (moved.some((edit) => step.edits.some((other) => overlapsOrTouches(edit, other)))) return null;
    const move = offsetsAfter(step.edits);
    moved = moved.map((edit) => {
      const start = move(edit.start);
      return { ...edit, start, end: start + edit.oldText.length };
    });
    current = applyEdits(current, step.edits);
  }
  return moved.some((edit) => editFault(current, edit) !== null) ? null : moved;
}
