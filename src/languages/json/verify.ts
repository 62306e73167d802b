import { isDeepStrictEqual } from 'node:util';
import { applyEdits, type Edit, editFault, hasConflict } from '../../core/edit.js';
import { isSkip } from '../../core/source-file.js';
import type { JsonData, JsonFile } from './json-file.js';
import { parseJson } from './parse.js';
import { dataOf } from './read.js';

/** The edits, if their result holds the data that is meant, in its order, and all comments; else null. */
export function verified(file: JsonFile, edits: readonly Edit[] | null, meant: JsonData): readonly Edit[] | null {
  if (edits === null || edits.length === 0 || hasConflict(edits)) return null;
  if (edits.some((edit) => editFault(file.text, edit) !== null)) return null;
  const after = parseJson({ ...file, text: applyEdits(file.text, edits) });
  if (isSkip(after)) return null;
  const same = isDeepStrictEqual(ordered(dataOf(after.root)), ordered(meant));
  return same && isDeepStrictEqual(commentsOf(file), commentsOf(after)) ? edits : null;
}

function commentsOf({ text, comments }: JsonFile): readonly string[] {
  return comments.map(({ start, end }) => text.slice(start, end).trimEnd());
}

/** Objects as lists of pairs: deep equality leaves the order of keys out. */
function ordered(data: JsonData): unknown {
  if (Array.isArray(data)) return data.map(ordered);
  if (typeof data !== 'object' || data === null) return data;
  return { pairs: Object.entries(data).map(([key, value]) => [key, ordered(value)]) };
}
