import { byPosition, type Edit } from '../core/edit.js';

/** Joins edits that meet at a border into one. They must not overlap. */
export function mergeTouching(edits: readonly Edit[]): readonly Edit[] {
  const merged: Edit[] = [];
  for (const edit of [...edits].sort(byPosition)) {
    const last = merged.at(-1);
    if (last === undefined || last.end < edit.start) merged.push(edit);
    else {
      merged[merged.length - 1] = {
        start: last.start,
        end: Math.max(last.end, edit.end),
        oldText: last.oldText + edit.oldText,
        newText: last.newText + edit.newText,
      };
    }
  }
  return merged;
}
