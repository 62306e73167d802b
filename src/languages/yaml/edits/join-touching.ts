import { byPosition, type Edit } from '../../../core/edit.js';

/** Edits that meet have no defined order; as parts of one operation they have, and are one edit. */
export function joinTouching(edits: readonly Edit[]): readonly Edit[] {
  const joined: Edit[] = [];
  for (const edit of edits.toSorted(byPosition)) {
    const last = joined.at(-1);
    if (last === undefined || last.end !== edit.start) joined.push(edit);
    else
      joined.splice(-1, 1, {
        start: last.start,
        end: edit.end,
        oldText: last.oldText + edit.oldText,
        newText: last.newText + edit.newText,
      });
  }
  return joined;
}
