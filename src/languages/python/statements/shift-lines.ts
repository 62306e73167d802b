import { type Edit, insertAt } from '../../../core/edit.js';
import type { Range } from '../../../core/range.js';
import { type FileLayout, isBlank } from './file-layout.js';
import { keepsOrder, LEADING } from './indentation.js';
import { isInString, type LineFacts } from './run.js';

/** How far lines move to the right: `by` is put behind the first `base` of their indentation. */
export interface Shift {
  readonly base: string;
  readonly by: string;
}

/**
 * Zero-width inserts that indent the lines that begin in a range. Lines that begin in a string stay, and so do blank
 * lines, and comments and continuation lines that stand further left than `base`. Null when Python would no longer see
 * the same blocks.
 */
export function shiftLines(layout: FileLayout, range: Range, facts: LineFacts, shift: Shift): readonly Edit[] | null {
  const { base, by } = shift;
  const edits: Edit[] = [];
  const heads: [string, string][] = [];
  for (const lineStart of layout.lines.startsIn(range.start, range.end)) {
    if (lineStart < range.start || isInString(facts, lineStart)) continue;
    const line = layout.lines.textOf(lineStart);
    if (isBlank(line)) continue;
    const white = LEADING.exec(line)?.[0] ?? '';
    const indent = white.slice(white.lastIndexOf('\f') + 1);
    const isHead = facts.heads.has(lineStart + white.length);
    if (indent.startsWith(base)) {
      if (isHead) heads.push([indent, base + by + indent.slice(base.length)]);
      edits.push(insertAt(shiftPoint(layout, lineStart, shift), by));
    } else if (isHead) return null;
  }
  return keepsOrder(heads) ? edits : null;
}

/** Where a line's own insert goes: at its start, when it comes to the same there, else behind the common indentation. */
export function shiftPoint(layout: FileLayout, lineStart: number, { base, by }: Shift): number {
  const white = LEADING.exec(layout.lines.textOf(lineStart))?.[0] ?? '';
  const start = lineStart + white.lastIndexOf('\f') + 1;
  return base + by === by + base ? start : start + base.length;
}
