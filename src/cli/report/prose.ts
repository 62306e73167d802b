import { wrapWords } from './wrap-words.js';

/**
 * Prose for a terminal: every line that is too long is wrapped. One that is indented is a path, a command or a row of a
 * list, and stays as it is.
 *
 * @param indent stands before every line.
 */
export function wrapProse(text: string, columns: number, indent = ''): string {
  const width = columns - indent.length;
  return text
    .split('\n')
    .flatMap((line) => (line.length <= width || /^\s/.test(line) ? [line] : wrapWords(line, width)))
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
}

/**
 * A label with a text beside it, whose further lines are hung below its first.
 *
 * @param paint colours the label, which has its width without.
 */
export function hangText(label: string, text: string, columns: number, paint = (plain: string): string => plain): string {
  const lines = wrapWords(text, columns - label.length);
  return `${paint(label)}${lines.join(`\n${' '.repeat(label.length)}`)}\n`;
}

/** A sentence that ends in a command, which gets a line of its own where both do not fit, or several, which a shell reads as one: it is there to be copied. */
export function drawCommand(text: string, command: string, columns: number): string {
  const line = `${text} ${command}`;
  return line.length <= columns ? `${line}\n` : `${wrapProse(text, columns)}\n${continued(command, columns)}\n`;
}

/** As a shell reads it, with what `quoted` has quoted. */
const WORD = /(?:'[^']*'|\\'|[^\s'\\])+/g;
const CONTINUES = ' \\';
/** Of the lines that go on. */
const INDENT = '      ';

/** A terminal would break a long line inside a word, wherever its edge is. */
function continued(command: string, columns: number): string {
  const whole = `  ${command}`;
  const words = command.match(WORD) ?? [];
  // What is read in another way than it was written is not touched.
  if (whole.length <= columns || words.join(' ') !== command) return whole;
  const lines: string[] = [];
  for (const part of withValues(words, columns - INDENT.length - CONTINUES.length)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + part.length + CONTINUES.length <= columns) {
      lines[lines.length - 1] = `${last} ${part}`;
    } else lines.push(`${lines.length === 0 ? '  ' : INDENT}${part}`);
  }
  return lines.join(`${CONTINUES}\n`);
}

/** The words, each option together with what follows it where both fit a line. */
function withValues(words: readonly string[], width: number): readonly string[] {
  const parts: string[] = [];
  for (const word of words) {
    const last = parts.at(-1);
    const isValue = last !== undefined && /^--[\w-]+$/.test(last) && !word.startsWith('-');
    if (isValue && last.length + 1 + word.length <= width) parts[parts.length - 1] = `${last} ${word}`;
    else parts.push(word);
  }
  return parts;
}
