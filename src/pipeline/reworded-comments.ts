import type { Edit } from '../core/edit.js';
import type { Range } from '../core/range.js';
import type { ParsedFile } from '../languages/language.js';

const WORDS = /([\p{ID_Continue}$]+)/u;
const WORD = /^[\p{ID_Continue}$]+$/u;

/**
 * Of comments that are no longer there, those that none of the new ones takes the place of. One does that differs in words alone, in each of
 * which the fix replaces the same word in code: where a compiler renames, it renames what documentation means by the name.
 *
 * @param gone comments of the file that the text after the fix does not hold.
 * @param come what that text holds as a comment, and the file does not.
 */
export function withoutReworded(
  parsed: ParsedFile,
  edits: readonly Edit[],
  gone: readonly string[],
  come: readonly string[],
): readonly string[] {
  if (gone.length === 0 || come.length === 0) return gone;
  const renames = renamesIn(parsed, edits);
  if (renames.size === 0) return gone;
  const left = come.map(partsOf);
  return gone.filter((comment) => {
    const parts = partsOf(comment);
    const at = left.findIndex((other) => isReworded(parts, other, renames));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Line ends, and the indentation inside of a comment, are no part of it. */
export function commentKey(comment: string): string {
  return comment
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => line.trim())
    .join('\n');
}

function renamesIn(parsed: ParsedFile, edits: readonly Edit[]): ReadonlySet<string> {
  const end = parsed.file.text.length;
  const lengthIn = (range: Range): number => parsed.census(range).reduce((sum, { length }) => sum + length, 0);
  const whole = lengthIn({ start: 0, end });
  // What a comment or a string becomes says nothing of a name: one that holds the edit is in neither part of the text.
  const isInCode = (edit: Edit): boolean =>
    lengthIn({ start: 0, end: edit.start }) + lengthIn({ start: edit.end, end }) === whole;
  const renames = new Set<string>();
  for (const edit of edits) {
    const pair = pairOf(edit.oldText, edit.newText);
    if (WORD.test(edit.oldText) && WORD.test(edit.newText) && !renames.has(pair) && isInCode(edit)) renames.add(pair);
  }
  return renames;
}

/** What stands between words, and words, by turns. */
function partsOf(comment: string): readonly string[] {
  return commentKey(comment).split(WORDS);
}

function isReworded(old: readonly string[], now: readonly string[], renames: ReadonlySet<string>): boolean {
  return (
    old.length === now.length &&
    old.every((part, index) => part === now[index] || (index % 2 === 1 && renames.has(pairOf(part, now[index] ?? ''))))
  );
}

function pairOf(before: string, after: string): string {
  return `${before}\n${after}`;
}
