import type { DiffLine } from '../../core/review/word-diff.js';
import type { SyntaxKind, Tokenizer } from './syntax.js';
import { characterWidth } from './width.js';

/** A stretch of a line that is drawn in one style. */
export interface Span {
  readonly text: string;
  readonly kind: SyntaxKind;
  readonly changed: boolean;
}

/** Columns. */
const TAB = 4;

/** A line of a diff, cut where its style changes. */
export function spansOf({ text, changed }: DiffLine, tokenize: Tokenizer): readonly Span[] {
  const tokens = tokenize(text);
  const ends = [...tokens, ...changed].flatMap(({ start, end }) => [start, end]);
  const cuts = [...new Set([0, ...ends, text.length])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? 0;
    const kind = tokens.find((token) => token.start <= start && token.end >= end)?.kind ?? 'plain';
    return { text: text.slice(start, end), kind, changed: changed.some((range) => range.start <= start && range.end >= end) };
  });
}

/**
 * Spans in rows of so many columns, at least one. A tab reaches to the next multiple of 4; one that changed is shown by an
 * arrow.
 */
export function layOut(spans: readonly Span[], columns: number): readonly (readonly Span[])[] {
  const rows: Span[][] = [[]];
  let column = 0;
  for (const span of spans) {
    let text = '';
    for (const character of span.text) {
      const shown = character === '\t' ? tabAt(column, span.changed) : character;
      const width = character === '\t' ? shown.length : characterWidth(character);
      if (column + width > columns) {
        if (text !== '') rows.at(-1)?.push({ ...span, text });
        rows.push([]);
        text = '';
        column = 0;
      }
      text += shown;
      column += width;
    }
    if (text !== '') rows.at(-1)?.push({ ...span, text });
  }
  return rows;
}

function tabAt(column: number, changed: boolean): string {
  const width = TAB - (column % TAB);
  return (changed ? '→' : ' ') + ' '.repeat(width - 1);
}
