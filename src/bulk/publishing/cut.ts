/** A line of at most so many UTF-16 code units, cut behind a word where there is one. */
export function cutLine(line: string, longest: number): string {
  if (line.length <= longest) return line;
  const part = line.slice(0, longest - 1);
  const end = part.lastIndexOf(' ');
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
