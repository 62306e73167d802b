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

/** A sentence that ends in a command, which gets a line of its own where both do not fit: it is there to be copied, so it is never broken. */
export function drawCommand(text: string, command: string, columns: number): string {
  const line = `${text} ${command}`;
  return line.length <= columns ? `${line}\n` : `${wrapProse(text, columns)}\n  ${command}\n`;
}
