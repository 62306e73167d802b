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

/**
 * Prose for a terminal: every line that is too long is wrapped. One that is indented is a path, a command or a row of a
 * list, and stays as it is.
 *
 * @param indent stands before every line.
 */
export function wrapProse(text: string, columns: number, indent = ''): string {
  return text
    .split('\n')
    .flatMap((line) =>
      indent.length + line.length <= columns || /^\s/.test(line) ? [line] : wrapWords(line, columns - indent.length),
    )
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
}

/** A row of a list: its name, then its text, which is hung below the name where both do not fit a line. */
export function hangRow(name: string, text: string, columns: number, { gap = '  ', indent = '      ' } = {}): string {
  const line = name + gap + text;
  return line.length <= columns ? line : `${name}\n${wrapProse(text, columns, indent)}`;
}
