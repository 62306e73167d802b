import { applyEdits, type Edit } from '../../../core/edit.js';
import type { Newline } from '../../../core/source-file.js';
import type { Hunk } from './hunk.js';
import type { Sides } from './side.js';
import { trimmedEdit } from './trimmed-edit.js';

const NAMES = new Set(['name', 'jsxName']);

/** The edits where the two texts differ in names alone, to the byte: then there is nothing of the printer's to leave out. Null for all other texts. */
export function nameEdits(hunks: readonly Hunk[], [before, after]: Sides, newline: Newline): readonly Edit[] | null {
  const edits: Edit[] = [];
  for (const { oldStart, oldEnd, newStart, newEnd } of hunks) {
    if (oldEnd - oldStart !== newEnd - newStart) return null;
    for (let index = oldStart; index < oldEnd; index++) {
      const [old, fresh] = [before.tokens[index]?.token, after.tokens[index - oldStart + newStart]?.token];
      if (old === undefined || fresh === undefined || !NAMES.has(old.kind) || old.kind !== fresh.kind) return null;
      const edit = trimmedEdit(before.text, old, after.text.slice(fresh.start, fresh.end), newline);
      if (edit !== null) edits.push(edit);
    }
  }
  return applyEdits(before.text, edits) === after.text ? edits : null;
}
