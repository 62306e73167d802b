import { type Hunk, hunkHeader } from '../../core/diff.js';
import { visible } from '../../core/display.js';
import { type DiffLine, wordDiff } from '../../core/review/word-diff.js';
import { layOut, type Span, spansOf } from './spans.js';
import { tokenizerFor } from './syntax.js';
import type { Theme } from './theme.js';
import { textWidth } from './width.js';

export interface LineStyle {
  readonly theme: Theme;
  readonly columns: number;
  /** Whether long lines of context are shown whole. Those that change always are. */
  readonly wraps: boolean;
}

/** The hunks of a file as rows of a terminal. */
export function drawParts(path: string, parts: readonly Hunk[], style: LineStyle): readonly string[] {
  const tokenize = tokenizerFor(path);
  return parts.flatMap((part) => [
    style.theme.place(hunkHeader(part)),
    ...wordDiff(shownPart(part)).flatMap((line) => drawLine(line, spansOf(line, tokenize), style)),
  ]);
}

/** The CR of a file whose lines all end in CRLF is no news; where lines differ in it, it is shown. */
function shownPart(part: Hunk): Hunk {
  const isCrlf = part.lines.every((line) => line.endsWith('\r') || line.startsWith('\\'));
  return { ...part, lines: part.lines.map((line) => visible(isCrlf ? line.replace(/\r$/, '') : line)) };
}

function drawLine(line: DiffLine, spans: readonly Span[], style: LineStyle): readonly string[] {
  const { theme, columns, wraps } = style;
  const rows = layOut(spans, columns - 1);
  if (line.mark === '\\') return rows.map((row) => theme.aside(`\\${textOf(row)}`));
  const [first = []] = rows;
  if (line.mark === ' ' && !wraps && rows.length > 1) return [cutRow(spans, style)];
  // Without colour, the words that differ are underlined on a row of their own.
  const drawn = (mark: string, row: readonly Span[]): readonly string[] => [
    theme.mark(line.mark, mark) + row.map((span) => theme.span(line.mark, span)).join(''),
    ...(theme.marksByColor || !row.some(({ changed }) => changed) ? [] : [` ${carets(row)}`]),
  ];
  return [...drawn(line.mark, first), ...rows.slice(1).flatMap((row) => drawn('|', row))];
}

/** What fits one row, with a mark that there is more. */
function cutRow(spans: readonly Span[], { theme, columns }: LineStyle): string {
  const [row = []] = layOut(spans, columns - 2);
  const gap = ' '.repeat(Math.max(0, columns - 2 - textWidth(textOf(row))));
  return ` ${row.map((span) => theme.span(' ', span)).join('')}${gap}${theme.aside('>')}`;
}

function carets(row: readonly Span[]): string {
  return row
    .map(({ text, changed }) => (changed ? '^' : ' ').repeat(textWidth(text)))
    .join('')
    .trimEnd();
}

function textOf(row: readonly Span[]): string {
  return row.map(({ text }) => text).join('');
}
