import type { FileLayout } from './file-layout.js';
import { isBlank } from './file-layout.js';
import { LEADING } from './indentation.js';
import { LineSnippet, type SnippetLine, type Spot } from './line-snippet.js';
import { isInString, type LineFacts, lineFactsOf, type Run } from './run.js';

/** Statements of a file with their comments, to be put elsewhere in it: only the indentation of the run is exchanged. */
export function copyRun(layout: FileLayout, run: Run): LineSnippet | null {
  const base = layout.indentOf(run.first);
  const facts = lineFactsOf(run.statements);
  const end = layout.closesLine(run.end) ? layout.extentEnd(run.end, base) : run.end;
  const indent = (spot: Spot): string => spot.indent;
  const firstLine = layout.text.slice(run.start, Math.min(end, layout.lines.endOf(run.start)));
  const lines: SnippetLine[] = [{ lineBreak: null, indent, text: firstLine, isHead: true }];
  for (const start of layout.lines.startsIn(run.start, end)) {
    if (start <= run.start) continue;
    const line = copyLine(layout, start, Math.min(end, layout.lines.endOf(start)), base, facts);
    if (line === null) return null;
    lines.push(line);
  }
  return new LineSnippet(lines, run.statements);
}

/** One line of a run, without the `base` of its indentation; null for code that does not have it. */
function copyLine(layout: FileLayout, start: number, end: number, base: string, facts: LineFacts): SnippetLine | null {
  const line = layout.text.slice(start, end);
  const kept = { lineBreak: null, indent: null, text: line, isHead: false };
  if (isInString(facts, start)) return { ...kept, lineBreak: layout.lines.newlineAt(start - 1) };
  if (isBlank(line)) return { ...kept, text: '' };
  const white = LEADING.exec(line)?.[0] ?? '';
  const indentStart = white.lastIndexOf('\f') + 1;
  const isHead = facts.heads.has(start + white.length);
  if (!white.startsWith(base, indentStart)) return isHead ? null : kept;
  const deeper = white.slice(indentStart + base.length);
  return { lineBreak: null, indent: (spot) => spot.indent + deeper, text: line.slice(white.length), isHead };
}
