/** Characters of a subject, as git's own tools show it whole. */
export const LONGEST_SUBJECT = 72;

/**
 * The subject of a commit, of at most {@link LONGEST_SUBJECT} UTF-16 code units. Where it is too long, it ends with a part of its
 * sentence that stands for itself, where there is one, and with a word and an ellipsis else.
 */
export function cutSubject(line: string): string {
  if (line.length <= LONGEST_SUBJECT) return line;
  const ends = [...line.slice(0, LONGEST_SUBJECT + 2).matchAll(/[;:.](?= )| \((?=\S)/g)].map(({ index }) => index);
  const end = ends.findLast((at) => at > LONGEST_SUBJECT / 2 && at <= LONGEST_SUBJECT && !isInside(line.slice(0, at)));
  return end === undefined ? cutLine(line, LONGEST_SUBJECT) : line.slice(0, end);
}

/** Whether a bracket or a quotation is open at the end of a text. */
function isInside(text: string): boolean {
  const count = (character: string): number => text.split(character).length - 1;
  return count('(') > count(')') || count('`') % 2 === 1 || count('"') % 2 === 1;
}

/** A line of at most so many UTF-16 code units, cut behind a word where there is one. */
export function cutLine(line: string, longest: number): string {
  if (line.length <= longest) return line;
  const part = line.slice(0, longest - 1);
  // The word that fits to the last unit stays.
  const end = line.slice(0, longest).lastIndexOf(' ');
  const kept = (end > longest / 2 ? part.slice(0, end) : part).replace(/[\ud800-\udbff]$/, '').replace(/[\s,;:.]+$/, '');
  return `${kept}…`;
}

/** What a list may take. */
export interface Room {
  readonly rows: number;
  /** UTF-8. */
  readonly bytes: number;
}

/** The first rows that there is room for, and how many there is none for. */
export function firstRows(rows: readonly string[], room: Room): { readonly shown: readonly string[]; readonly more: number } {
  const shown: string[] = [];
  let bytes = 0;
  for (const row of rows.slice(0, room.rows)) {
    bytes += Buffer.byteLength(row) + 1;
    if (bytes > room.bytes) break;
    shown.push(row);
  }
  return { shown, more: rows.length - shown.length };
}
