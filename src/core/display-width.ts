/** Combining marks and what a terminal draws nothing for. */
const NOTHING = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** East Asian Wide and Fullwidth (Unicode Standard Annex 11), by blocks, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** How many columns of a terminal a text takes. It must have been made visible before. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += NOTHING.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** The end of a text that is too wide, behind an ellipsis: of a path it tells the most. */
export function cutStart(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const characters = [...text];
  let width = 1;
  let first = characters.length;
  for (let index = characters.length - 1; index >= 0; index--) {
    width += displayWidth(characters[index] ?? '');
    if (width > columns) break;
    first = index;
  }
  return `…${characters.slice(first).join('')}`;
}

/** The beginning of a text that is too wide, before an ellipsis. */
export function cutEnd(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  let width = 1;
  for (const character of text) {
    width += displayWidth(character);
    if (width > columns) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
