import { wrapWords } from './wrap-words.js';

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
