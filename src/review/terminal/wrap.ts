import { characterWidth, textWidth } from './width.js';

/** Breaks a text between words into lines of so many columns; a word that is too long is broken where it must. */
export function wrapText(text: string, columns: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, columns));
}

function wrapLine(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').flatMap((long) => pieces(long, columns))) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(last) + 1 + textWidth(word) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The same with every line behind the first one indented. */
export function hangText(text: string, columns: number, indent: string): readonly string[] {
  const [first = '', ...rest] = wrapText(text, columns - indent.length);
  return [first, ...rest.map((line) => indent + line)];
}

function pieces(word: string, columns: number): readonly string[] {
  const found = [''];
  let width = 0;
  for (const character of word) {
    const own = characterWidth(character);
    if (width + own > columns) {
      found.push('');
      width = 0;
    }
    found[found.length - 1] += character;
    width += own;
  }
  return found;
}
