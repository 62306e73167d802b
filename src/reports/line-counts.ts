/** Lines that a unified diff of one file adds and removes. */
export interface LineCounts {
  readonly added: number;
  readonly removed: number;
}

/** A line of the file may begin with `--` or `++` itself, so that only what stands in front of the first hunk is its header. */
export function countLines(diff: string): LineCounts {
  const lines = diff.split('\n');
  const first = lines.findIndex((line) => line.startsWith('@@ '));
  const body = first < 0 ? [] : lines.slice(first);
  const count = (mark: string): number => body.filter((line) => line.startsWith(mark)).length;
  return { added: count('+'), removed: count('-') };
}
