/** A token of SQL, as far as is needed to tell what stands where. Offsets are in UTF-16 code units. */
export interface Token {
  /** `quoted` is a string or a quoted name; `hole` a run of word characters with a hole in it, or a hole alone. */
  readonly kind: 'word' | 'hole' | 'quoted' | 'mark';
  readonly text: string;
  readonly start: number;
}

/** The first of the characters that stand for holes: a private use area, so that no SQL has them. */
export const FIRST_HOLE = 0xe000;
const HOLES = '\ue000-\uf8ff';

const TOKEN = new RegExp(
  [
    String.raw`--[^\n]*`,
    String.raw`\/\*[\s\S]*?(?:\*\/|$)`,
    "'(?:[^']|'')*(?:'|$)",
    '"(?:[^"]|"")*(?:"|$)',
    '`[^`]*(?:`|$)',
    String.raw`\[[^\]\[]*\]`,
    `[\\p{L}\\p{N}_$@#${HOLES}]+`,
    String.raw`\S`,
  ].join('|'),
  'gu',
);

/** Splits SQL into tokens; comments and blanks are left out. */
export function tokensOf(sql: string): readonly Token[] {
  return [...sql.matchAll(TOKEN)].flatMap(({ 0: text, index: start }) => {
    if (/^(--|\/\*)/.test(text) && !hasHole(text)) return [];
    return [{ kind: kindOf(text), text, start }];
  });
}

export function hasHole(text: string): boolean {
  return new RegExp(`[${HOLES}]`).test(text);
}

/** The indexes of the holes in a text. */
export function holesIn(text: string): readonly number[] {
  return [...text.matchAll(new RegExp(`[${HOLES}]`, 'g'))].map(([hole]) => hole.charCodeAt(0) - FIRST_HOLE);
}

function kindOf(text: string): Token['kind'] {
  if (/^["'`[]./s.test(text)) return 'quoted';
  if (hasHole(text)) return 'hole';
  return /[\p{L}\p{N}_]/u.test(text) ? 'word' : 'mark';
}
