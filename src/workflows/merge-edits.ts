import type { Edit } from '../core/edit.js';

/** Edits by position, those that touch made one; insertions at one place keep the order of the list. */
export function mergeEdits(edits: readonly Edit[]): readonly Edit[] {
  const merged: Edit[] = [];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last === undefined || last.end < edit.start) merged.push(edit);
    else {
      const oldText = last.oldText + edit.oldText;
      merged.splice(-1, 1, { start: last.start, end: edit.end, oldText, newText: last.newText + edit.newText });
    }
  }
  return merged;
}
