/** How far back ast-grep looks for the start of a line. A line that is longer counts as not indented. */
const LOOK_BACK = 512;

/** The spaces that the line of an offset begins with; tabs count for none, as in ast-grep. */
export function indentAt(text: string, offset: number): number {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  if (offset === 0 || offset - lineStart > LOOK_BACK) return 0;
  return spacesOf(text.slice(lineStart, offset));
}

function spacesOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

/** A text of several lines, moved from one indentation to another; its first line stands where it is put. */
export function reindent(text: string, from: number, to: number): string {
  if (from === to || !text.includes('\n')) return text;
  if (from < to) return text.replaceAll('\n', `\n${' '.repeat(to - from)}`);
  const surplus = ' '.repeat(from - to);
  return text
    .split('\n')
    .map((line) => (line.startsWith(surplus) ? line.slice(surplus.length) : line))
    .join('\n');
}
