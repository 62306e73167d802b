import { applyEdits, type Edit, replaceRange } from '../../../core/edit.js';
import { declaredEncoding } from '../declared-encoding.js';
import type { FileLayout } from './file-layout.js';
import type { Run } from './run.js';
import { canHaveDocstring, isStringStatement, statementsOf } from './statement.js';
import { gapBefore, nextOnLine } from './unfold.js';

/** Takes a run of statements out, with its lines where it has them for itself; a suite left empty gets `pass`. */
export function removeRun(layout: FileLayout, run: Run): readonly Edit[] | null {
  if (makesDocstring(run)) return null;
  const edit = run.whole && run.suite.type === 'block' ? passInstead(layout, run) : cut(layout, run);
  return edit === null || makesCookie(layout, edit) ? null : [edit];
}

function passInstead(layout: FileLayout, run: Run): Edit | null {
  return layout.text.slice(run.start, run.end) === 'pass' ? null : replaceRange(layout.text, run, 'pass');
}

function cut(layout: FileLayout, run: Run): Edit | null {
  const { text, lines } = layout;
  if (!layout.closesLine(run.end)) {
    const next = nextOnLine(layout, run.last);
    return next === null ? null : replaceRange(text, { start: run.start, end: next.start }, '');
  }
  if (!layout.opensLine(run.first)) {
    const gap = gapBefore(layout, run.first);
    return gap === null || run.first === statementsOf(run.suite)[0]
      ? null
      : replaceRange(text, { start: gap.start, end: run.end }, '');
  }
  return replaceRange(
    text,
    wholeLines(layout, lines.startOf(run.start), layout.extentEnd(run.end, layout.indentOf(run.first))),
    '',
  );
}

/** Lines with their line breaks; at the end of a file that has no final one, with the line break before them. */
export function wholeLines({ lines }: FileLayout, start: number, end: number): { start: number; end: number } {
  const next = lines.nextStart(end);
  if (next !== null) return { start, end: next };
  const above = lines.previousStart(start);
  return { start: above === null ? start : lines.endOf(above), end };
}

/** True when the statement behind the run is a string that would become `__doc__`. */
function makesDocstring(run: Run): boolean {
  const all = statementsOf(run.suite);
  const next = all[all.indexOf(run.last) + 1];
  return canHaveDocstring(run.suite) && all[0] === run.first && next !== undefined && isStringStatement(next);
}

/** True when a comment would move into the first two lines and be read as an encoding declaration (PEP 263). */
function makesCookie(layout: FileLayout, edit: Edit): boolean {
  const second = layout.lines.nextStart(0) ?? 0;
  if (edit.start > layout.lines.endOf(second)) return false;
  const encodingOf = (text: string): string | null => declaredEncoding(Buffer.from(text));
  return encodingOf(layout.text) !== encodingOf(applyEdits(layout.text, [edit]));
}
