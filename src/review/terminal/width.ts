/** East Asian wide and fullwidth characters, and those that are drawn as emoji by default (UAX #11, UTS #51). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** Drawn over the character before them. */
const COMBINING = /[\p{Mn}\p{Me}\p{Emoji_Modifier}]/u;

/** Columns that one character takes in a terminal: 0, 1 or 2. */
export function characterWidth(character: string): number {
  if (character < '\u0300') return 1;
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Columns of a text without tabs, newlines and colours. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The end of a text that fits so many columns. */
export function endOf(text: string, columns: number): string {
  const kept: string[] = [];
  let left = columns;
  for (const character of [...text].reverse()) {
    left -= characterWidth(character);
    if (left < 0) break;
    kept.push(character);
  }
  return kept.reverse().join('');
}
