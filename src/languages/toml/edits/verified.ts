import { applyEdits, type Edit } from '../../../core/edit.js';
import { contains } from '../../../core/range.js';
import { isSkip } from '../../../core/source-file.js';
import { readData, sameData, type TomlData } from '../data.js';
import { parseToml } from '../parse.js';
import type { TomlFile } from '../toml-file.js';

/** Changes data as an edit is meant to; false when the place is not there. */
export type Change = (data: Map<string, TomlData>) => boolean;

/** The edits, when what they make says what is meant, and all comments outside of them are still comments; else null. */
export function verified(file: TomlFile, edits: readonly Edit[], ...changes: readonly Change[]): readonly Edit[] | null {
  const changing = edits.filter(({ oldText, newText }) => oldText !== newText);
  const text = applyEdits(file.text, changing);
  const after = parseToml({ ...file, text });
  const data = readData(text);
  if (isSkip(after) || data === null || !keepsComments(file, changing, after)) return null;
  const isMeant = changes.some((change) => {
    const wanted = readData(file.text);
    return wanted !== null && change(wanted) && sameData(wanted, data);
  });
  return isMeant ? changing : null;
}

function keepsComments(file: TomlFile, edits: readonly Edit[], after: TomlFile): boolean {
  const kept = file.comments.filter((comment) => !edits.some((edit) => contains(edit, comment)));
  const left = after.comments.map(({ text }) => text);
  return kept.every(({ text }) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(0, at + 1);
    return at >= 0;
  });
}
