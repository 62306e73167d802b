/**
 * Breaks a text between words into lines of at most `width` columns; a longer word stands alone. What somebody may want to
 * copy, code between backticks and a command, is one word where it fits a line.
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

const COPIED = /`[^`]+`|\b(?:npx (?:codex-)?codemod|git) [a-z]+(?: (?:<[^>]+>|--?[\w-]+|[\w-]+\.[\w-]+(?=\s|\.?$)))*/g;

/** Stands for a space at which a line is not to be broken. No text for people has it. */
const KEPT = '\u0000';

function wordsOf(text: string, width: number): readonly string[] {
  const words = text.replace(COPIED, (code) => code.replaceAll(' ', KEPT)).split(' ');
  return words.flatMap((word) => (word.length <= width ? [word.replaceAll(KEPT, ' ')] : word.split(KEPT)));
}
