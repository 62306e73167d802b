import { type Edit, replaceRange } from '../../../core/edit.js';
import type { FileLayout } from './file-layout.js';
import type { LineSnippet, Spot } from './line-snippet.js';
import type { Run } from './run.js';
import { gapBefore, nextOnLine } from './unfold.js';

/** Puts code in the place of a run. One simple statement stays on the line; anything else gets lines of its own. */
export function replaceRun(layout: FileLayout, run: Run, code: LineSnippet): readonly Edit[] | null {
  const inline = layout.isInline(run.suite);
  const unit = layout.unitAt(run.first);
  const outer = layout.indentOf(run.first);
  const spot: Spot = { indent: inline ? outer + unit : outer, unit, newline: layout.lines.newlineAt(run.start) };
  const text = code.render(spot);
  if (text === null || !code.hasStatements) return null;
  const bare = text.slice(spot.indent.length);
  const closes = layout.closesLine(run.end);
  if (code.isSimple) return edited(layout, run.start, run.end, bare);

  const next = closes ? null : nextOnLine(layout, run.last);
  if ((!closes && next === null) || (inline && !run.whole)) return null;
  const end = next === null ? run.end + trailingSemicolon(layout, run.end) : next.start;
  const tail = next === null ? '' : spot.newline + spot.indent;
  if (layout.opensLine(run.first)) return edited(layout, run.start, end, bare + tail);
  const gap = gapBefore(layout, run.first);
  return gap === null ? null : edited(layout, gap.start, end, spot.newline + text + tail);
}

function edited(layout: FileLayout, start: number, end: number, newText: string): readonly Edit[] | null {
  const edit = replaceRange(layout.text, { start, end }, newText);
  return edit.oldText === newText ? null : [edit];
}

/** How far a `;` reaches behind the code: it may not stand behind a compound statement. */
function trailingSemicolon(layout: FileLayout, end: number): number {
  return /^[ \t\f]*;/.exec(layout.text.slice(end, layout.lines.endOf(end)))?.[0].length ?? 0;
}
