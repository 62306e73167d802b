/**
 * A text as lines of at most so many columns. It is broken between words only: one that is longer stands alone, and code
 * between backticks, which somebody may want to copy, is one word where it fits a line.
 */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of wordsOf(text, width)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const WORDS = /(?:`[^`]+`|\S)+/g;

function wordsOf(text: string, width: number): readonly string[] {
  const words = text.match(WORDS) ?? [];
  return words.flatMap((word) => (word.length <= width ? [word] : word.split(/\s+/)));
}
