import { applyEdits, type Edit } from '../../../core/edit.js';
import { overlapsOrTouches, type Range } from '../../../core/range.js';
import { isSkip } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { strayComments } from './comment-anchors.js';
import { reparsed } from './reparsed.js';
import { retoldComments } from './retold-comments.js';
import { type Sides, sideOf } from './side.js';

/** The first comment that edits would move away from what it stands with, though that stays; null where none is. */
export function strayComment(file: JavaScriptFile, edits: readonly Edit[]): string | null {
  const near = file.tokens.flatMap((token, index): Range[] =>
    token.kind === 'comment'
      ? [{ start: file.tokens[index - 1]?.start ?? 0, end: file.tokens[index + 1]?.end ?? file.text.length }]
      : [],
  );
  if (!edits.some((edit) => near.some((range) => overlapsOrTouches(edit, range)))) return null;
  const after = reparsed(file, applyEdits(file.text, edits));
  if (isSkip(after)) return null;
  const before = sideOf(file);
  const sides: Sides = [before, sideOf(after)];
  const stray = strayComments(sides)[0]?.old ?? retoldComments(sides)[0];
  const token = stray === undefined ? undefined : before.tokens[stray]?.token;
  return token === undefined ? null : (file.text.slice(token.start, token.end).split(/[\r\n]/)[0] ?? null);
}
