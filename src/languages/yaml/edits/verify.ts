import { applyEdits, type Edit, editFault, hasConflict, offsetAfter } from '../../../core/edit.js';
import type { Range } from '../../../core/range.js';
import { isSkip } from '../../../core/source-file.js';
import { parseYaml } from '../parse.js';
import type { YamlDocument, YamlFile } from '../yaml-file.js';
import { type Attempt, refused } from './attempt.js';
import { joinTouching } from './join-touching.js';
import { sameDocuments } from './same-data.js';

/** What an operation promises of its result. */
export interface Promised {
  readonly documents: readonly YamlDocument[];
  /** The texts of the comments that come in with the new values. */
  readonly comments: readonly string[];
}

/**
 * The edits, if their result holds what is promised: it parses, its data is as expected, every comment outside of what is
 * replaced is still one and at its place, and no other has come up.
 */
export function verified(file: YamlFile, edits: readonly Edit[], promised: Promised): Attempt {
  const joined = joinTouching(edits).filter(({ oldText, newText }) => oldText !== newText);
  if (joined.length === 0) return refused('the edit would change nothing');
  const fault = joined.map((edit) => editFault(file.text, edit)).find((why) => why !== null);
  if (fault !== undefined || hasConflict(joined)) return refused(`the edit cannot be made: ${fault ?? 'two parts of it meet'}`);
  const parsed = parseYaml({ ...file, text: applyEdits(file.text, joined) });
  if (isSkip(parsed)) return refused(`the result would not parse: ${parsed.message}`);
  if (!sameDocuments(promised.documents, parsed.documents)) return refused('the data of the result would not be as meant');
  if (!keepsComments(file, parsed, joined, promised.comments)) return refused('a comment would be lost, or become one');
  return { edits: joined };
}

function keepsComments(before: YamlFile, after: YamlFile, edits: readonly Edit[], added: readonly string[]): boolean {
  const isReplaced = (comment: Range): boolean => edits.some((edit) => edit.start < comment.end && comment.start < edit.end);
  const kept = before.comments.filter((comment) => !isReplaced(comment));
  const places = new Map(after.comments.map(({ start, ownLine }) => [start, ownLine]));
  if (kept.some(({ start, ownLine }) => places.get(offsetAfter(edits, start)) !== ownLine)) return false;
  const wanted = [...added, ...kept.map((comment) => textOf(before, comment))];
  // What a replacement writes again is no loss.
  const replaced = before.comments.filter(isReplaced);
  const found = after.comments.map((comment) => textOf(after, comment));
  const surplus = without(found, wanted);
  return (
    surplus !== null &&
    without(
      replaced.map((comment) => textOf(before, comment)),
      surplus,
    ) !== null
  );
}

/** A list without the texts of another, as often as they stand there; null when one is missing. */
function without(texts: readonly string[], taken: readonly string[]): readonly string[] | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const text of taken) {
    const count = counts.get(text) ?? 0;
    if (count === 0) return null;
    counts.set(text, count - 1);
  }
  return [...counts].flatMap(([text, count]) => Array.from({ length: count }, () => text));
}

function textOf(file: YamlFile, { start, end }: Range): string {
  return file.text.slice(start, end);
}
