import pico from 'picocolors';
import type { DiffLine } from '../../core/review/word-diff.js';
import type { Span } from './spans.js';
import type { SyntaxKind } from './syntax.js';

type Paint = (text: string) => string;

/** How things look. The colours are the 16 that a terminal's own theme makes readable on its ground. */
export interface Theme {
  readonly marksByColor: boolean;
  readonly title: Paint;
  /** What matters less. */
  readonly aside: Paint;
  readonly place: Paint;
  readonly prompt: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly warning: Paint;
  /** The sign before a line, as it is drawn. */
  mark(mark: DiffLine['mark'], drawn: string): string;
  /** Code of a line that begins with the mark. */
  span(mark: DiffLine['mark'], span: Span): string;
}

export function themeOf(colors: boolean): Theme {
  const { bold, dim, cyan, green, red, yellow, magenta, inverse } = pico.createColors(colors);
  const syntax: Readonly<Record<SyntaxKind, Paint>> = {
    plain: (text) => text,
    comment: dim,
    string: cyan,
    number: cyan,
    keyword: magenta,
  };
  const lines: Readonly<Record<DiffLine['mark'], Paint>> = { '-': red, '+': green, ' ': (text) => text, '\\': dim };
  return {
    marksByColor: colors,
    title: bold,
    aside: dim,
    place: cyan,
    prompt: (text) => bold(text),
    good: green,
    bad: red,
    warning: yellow,
    mark: (mark, drawn) => lines[mark](drawn),
    span(mark, { text, kind, changed }) {
      if (changed) return inverse(lines[mark](text));
      return kind === 'plain' ? lines[mark](text) : syntax[kind](text);
    },
  };
}
