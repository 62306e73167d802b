import { parse } from '@babel/parser';
import type { Newline } from '../../../core/source-file.js';
import { rootOf, type SyntaxObject, walk } from '../syntax-object.js';
import { tokensOf } from '../tokens.js';
import { endsWithSemicolon } from './habits.js';
import type { StatementText } from './style.js';

/** How and where a text is to stand. */
export interface Spot {
  readonly indent: string;
  readonly unit: string;
  readonly newline: Newline;
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  /** True when what follows would go on with a statement that has no semicolon. */
  readonly endFirmly?: boolean;
}

/** The beginnings of a line that go on with the statement of the line before. */
export const GOES_ON = /^\s*(?:[([`+\-*/%,.<>=&|^?]|in\b|instanceof\b)/;

/** The lines of a text in the style of a file, without a final line break. */
export function render(code: StatementText, spot: Spot): string {
  const ast = parse(code, {
    sourceType: 'module',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    // What a statement needs around it, such as the class of a private name, is where it is going to stand.
    errorRecovery: true,
    tokens: true,
    attachComment: false,
    plugins: ['typescript'],
  });
  const cuts = [...walk(rootOf(ast))].flatMap(({ node }) => semicolonToCut(code, node, spot));
  const quotes = tokensOf(ast, code)
    .filter(({ kind, start, end }) => kind === 'string' && isPlain(code.slice(start, end)))
    .map(({ start, end }) => ({ start, end, text: spot.quote + code.slice(start + 1, end - 1) + spot.quote }));
  const pieces = [...cuts.map((at) => ({ start: at, end: at + 1, text: '' })), ...quotes].sort((a, b) => b.start - a.start);
  const styled = pieces.reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), code);
  return styled
    .split('\n')
    .map((line) => indented(line, spot))
    .join(spot.newline);
}

function semicolonToCut(code: string, node: SyntaxObject, { semicolons, endFirmly }: Spot): readonly number[] {
  const at = node.end - 1;
  const rest = code.slice(node.end);
  if (semicolons || !endsWithSemicolon(node) || code[at] !== ';' || !/^(?:\n|$)/.test(rest) || GOES_ON.test(rest)) return [];
  return rest === '' && endFirmly === true ? [] : [at];
}

/** A string that means the same in either quotes. */
function isPlain(literal: string): boolean {
  return literal.startsWith("'") && !/["\\]/.test(literal);
}

function indented(line: string, { indent, unit }: Spot): string {
  if (line === '') return '';
  const levels = (/^(?: {2})*/.exec(line)?.[0].length ?? 0) / 2;
  return indent + unit.repeat(levels) + line.slice(levels * 2);
}
