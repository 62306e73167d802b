import { applyEdits } from '../core/edit.js';
import type { Fix } from '../core/fix.js';
import { isSkip } from '../core/source-file.js';
import type { Language, ParsedFile } from '../languages/language.js';
import { commentKey, withoutReworded } from './reworded-comments.js';

/** More fixes of another tool for one file than this are not each applied and parsed to see what they lose. */
const MOST_PARSED = 20;

/**
 * Fixes that would lose a comment or a string are not safe, whatever their author says. Strings that a transform of another
 * tool changes are what its user asked for; that tools lose comments is not.
 */
export function withCensus(
  parsed: ParsedFile,
  fixes: readonly Fix[],
  foreign: boolean,
  language: Pick<Language, 'parse'>,
): readonly Fix[] {
  const isCounted = foreign && fixes.length <= MOST_PARSED;
  return fixes.map((fix) => {
    if (fix.applicability !== 'safe') return fix;
    const counted = isCounted ? lostComments(parsed, fix, language) : null;
    const [first, ...others] = counted ?? lostByEdits(parsed, fix, foreign);
    if (first === undefined) return fix;
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    return { ...fix, applicability: 'unsafe', caveat: `this would be lost: ${firstLine(first)}${more}` };
  });
}

/** The comments of the file of which the text after the fix holds fewer, wherever they stand in it; null where it does not parse. */
function lostComments(parsed: ParsedFile, { edits }: Fix, language: Pick<Language, 'parse'>): readonly string[] | null {
  const before = commentsOf(parsed);
  if (before.length === 0) return [];
  const after = language.parse({ ...parsed.file, text: applyEdits(parsed.file.text, edits) });
  if (isSkip(after)) return null;
  const now = commentsOf(after);
  return withoutReworded(parsed, edits, missingIn(now, before), missingIn(before, now));
}

/** Those of the others of which there are fewer among the comments. */
function missingIn(comments: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const comment of comments) left.set(commentKey(comment), (left.get(commentKey(comment)) ?? 0) + 1);
  return others.filter((comment) => {
    const many = left.get(commentKey(comment)) ?? 0;
    left.set(commentKey(comment), many - 1);
    return many <= 0;
  });
}

function commentsOf(parsed: ParsedFile): readonly string[] {
  return parsed.census({ start: 0, end: parsed.file.text.length }, 'comments');
}

/** What lies inside of the edits and is not in their new texts as often. */
function lostByEdits(parsed: ParsedFile, { edits }: Fix, foreign: boolean): readonly string[] {
  const kept = edits.map((edit) => edit.newText).join('\n');
  const seen = new Map<string, number>();
  const replacing = edits.filter(({ start, end }) => start < end);
  return replacing
    .flatMap((edit) => parsed.census(edit, foreign ? 'comments' : undefined))
    .filter((text) => {
      const wanted = (seen.get(text) ?? 0) + 1;
      seen.set(text, wanted);
      return kept.split(text).length - 1 < wanted;
    });
}

/** Its first line that says something. */
function firstLine(text: string): string {
  const lines = text.split(/[\r\n]/).map((one) => one.trim());
  const line = lines.find((one) => /[\p{L}\p{N}]/u.test(one)) ?? lines[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
