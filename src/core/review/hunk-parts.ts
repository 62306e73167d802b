import { diffHunks, type Hunk } from '../diff.js';
import { applyEdits, byPosition, type Edit } from '../edit.js';
import { positionAt } from '../range.js';

/** Lines around a change that a diff shows. */
const CONTEXT = 3;

/** A text with the offsets at which its lines begin. They end at LF alone, as in a diff. */
export interface LinedText {
  readonly text: string;
  readonly starts: readonly number[];
}

export function linedText(text: string): LinedText {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return { text, starts };
}

/**
 * The hunks of edits of a text, looked for around the edits alone: the same as of the whole text, in time that does not grow
 * with it.
 */
export function hunksOfEdits(lined: LinedText, edits: readonly Edit[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let grown = 0;
  for (const { first, last, own } of windowsOf(lined, edits)) {
    const start = lined.starts[first] ?? 0;
    const before = lined.text.slice(start, lined.starts[last + 1] ?? lined.text.length);
    const shifted = own.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    const found = diffHunks(before, applyEdits(before, shifted));
    hunks.push(...found.map((hunk) => movedBy(hunk, first, first + grown)));
    grown += found.reduce((sum, { newLines, oldLines }) => sum + newLines - oldLines, 0);
  }
  return hunks;
}

/** Lines that are looked at together, counted from 0. */
interface Window {
  readonly first: number;
  last: number;
  readonly own: Edit[];
}

function windowsOf({ text, starts }: LinedText, edits: readonly Edit[]): readonly Window[] {
  const windows: Window[] = [];
  const lineOf = (offset: number): number => positionAt(starts, offset).line - 1;
  for (const edit of [...edits].sort(byPosition)) {
    const first = Math.max(0, lineOf(edit.start) - CONTEXT);
    // One line more than is shown: the end of a window must not look like the end of the file.
    const last = lineOf(Math.min(edit.end, text.length)) + CONTEXT + 1;
    const near = windows.at(-1);
    if (near !== undefined && first <= near.last + 1) {
      near.last = Math.max(near.last, last);
      near.own.push(edit);
    } else windows.push({ first, last, own: [edit] });
  }
  return windows;
}

function movedBy(hunk: Hunk, old: number, now: number): Hunk {
  return { ...hunk, oldStart: hunk.oldStart + old, newStart: hunk.newStart + now };
}
