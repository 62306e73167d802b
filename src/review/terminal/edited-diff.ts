import { type Hunk, hunkHeader } from '../../core/diff.js';
import { visibleLine } from '../../core/display.js';

/** Hunks as a person can edit them: a unified diff without its file header. */
export function diffText(parts: readonly Hunk[]): string {
  return parts.map((part) => `${[hunkHeader(part), ...part.lines].join('\n')}\n`).join('');
}

/** What stands above the diff in the editor. */
export function instructions(path: string): string {
  return [
    `# A hunk of ${visibleLine(path)}. Change it, save it and leave the editor.`,
    '#   To keep a line that "-" takes away, put a space in the place of the "-".',
    '#   To leave a "+" line out, delete it. Such lines may be changed and added.',
    '#   Lines that begin with a space are in the file and stay as they are.',
    '# Lines with # are dropped. Delete everything to leave the hunk as it was.',
    '',
  ].join('\n');
}

/** What a person has left in the editor, without our own lines and without empty ones at the end. */
export function readBack(text: string): string {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * The hunks of an edited diff, counted anew: nobody counts lines by hand. A line that an editor has stripped of its only
 * space is an empty line of context. Null where it is no diff.
 */
export function parseDiff(text: string): readonly Hunk[] | null {
  const hunks: { readonly start: number; readonly lines: string[] }[] = [];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const [, start, length] = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@/.exec(line) ?? [];
    const last = hunks.at(-1);
    if (start !== undefined) hunks.push({ start: Number(start) + (length === '0' ? 1 : 0), lines: [] });
    else if (last === undefined || !/^[-+ \\]|^$/.test(line)) return null;
    else last.lines.push(line === '' ? ' ' : line);
  }
  return counted(hunks);
}

/** Whether two diffs do the same, though an editor may have stripped lines of context at the end. */
export function isSameDiff(one: string, other: string): boolean {
  const told = (diff: string): string =>
    JSON.stringify(parseDiff(diff)?.map(({ oldStart, lines }) => [oldStart, untilLastChange(lines)]) ?? diff);
  return told(one) === told(other);
}

function untilLastChange(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => !line.startsWith(' ')) + 1);
}

function counted(hunks: readonly { readonly start: number; readonly lines: readonly string[] }[]): readonly Hunk[] {
  let grown = 0;
  return hunks.map(({ start, lines }) => {
    const count = (marks: string): number => lines.filter((line) => marks.includes(line.charAt(0))).length;
    const [oldLines, newLines] = [count(' -'), count(' +')];
    const newStart = start + grown;
    grown += newLines - oldLines;
    return { oldStart: start, oldLines, newStart, newLines, lines };
  });
}
