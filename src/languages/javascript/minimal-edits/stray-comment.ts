import { applyEdits, type Edit } from '../../../core/edit.js';
import { overlapsOrTouches } from '../../../core/range.js';
import { isSkip } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { strayComments } from './comment-anchors.js';
import { reparsed } from './reparsed.js';
import { sideOf } from './side.js';

/** The first comment that ends a line of the file and that edits would move away from what it stands behind, though that stays; null where none is. */
export function strayComment(file: JavaScriptFile, edits: readonly Edit[]): string | null {
  const comments = file.tokens.filter(({ kind }) => kind === 'comment');
  if (!edits.some((edit) => comments.some((comment) => overlapsOrTouches(edit, comment)))) return null;
  const after = reparsed(file, applyEdits(file.text, edits));
  if (isSkip(after)) return null;
  const before = sideOf(file);
  const [stray] = strayComments([before, sideOf(after)]);
  const token = stray === undefined ? undefined : before.tokens[stray.old]?.token;
  return token === undefined ? null : (file.text.slice(token.start, token.end).split(/[\r\n]/)[0] ?? null);
}
