/** What a stretch of code is, as far as one line shows it. */
export type SyntaxKind = 'plain' | 'comment' | 'string' | 'number' | 'keyword';

export interface SyntaxToken {
  readonly kind: SyntaxKind;
  readonly start: number;
  readonly end: number;
}

/** UTF-16 code units. A longer line is not written by hand. */
const MAX_LENGTH = 2000;

const words = (list: string): string => `(?<keyword>\\b(?:${list.replaceAll(' ', '|')})\\b)`;
/** Texts that end on their line: what is open may be a lone apostrophe in prose. */
const QUOTED = '(?<string>"(?:[^"\\\\]|\\\\.)*"|\'(?:[^\'\\\\]|\\\\.)*\'';
const NUMBER = '(?<number>(?<![\\w.])\\d[\\d_]*(?:\\.\\d+)?\\w*)';
const HASH = '(?<comment>(?<![^\\s])#.*)';

const PYTHON = tokens(
  `(?<comment>#.*)|${QUOTED})|${NUMBER}`,
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield',
);
const JAVASCRIPT = tokens(
  `(?<comment>//.*|/\\*.*?\\*/)|${QUOTED}|\`(?:[^\`\\\\]|\\\\.)*\`)|${NUMBER}`,
  'async await break case catch class const continue default delete do else enum export extends false finally for from function if implements import in instanceof interface let new null of return static super switch this throw true try type typeof undefined var void while with yield',
);
const DATA = tokens(`${HASH}|${QUOTED})|${NUMBER}`, 'false no null off on true yes');
const MARKDOWN = /(?<keyword>^#{1,6} .*)|(?<string>`[^`]+`)|(?<comment><!--.*?-->)/g;

const BY_ENDING: readonly (readonly [endings: string, tokens: RegExp])[] = [
  ['py pyi', PYTHON],
  ['js mjs cjs jsx ts mts cts tsx', JAVASCRIPT],
  ['json jsonc yaml yml toml ini cfg', DATA],
  ['md', MARKDOWN],
];

function tokens(others: string, keywords: string): RegExp {
  return new RegExp(`${others}|${words(keywords)}`, 'g');
}

/** Finds the tokens of a line, by the ending of the file's name. */
export type Tokenizer = (line: string) => readonly SyntaxToken[];

export function tokenizerFor(path: string): Tokenizer {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const pattern = BY_ENDING.find(([endings]) => endings.split(' ').includes(ending))?.[1];
  if (pattern === undefined) return () => [];
  return (line) => (line.length > MAX_LENGTH ? [] : [...line.matchAll(pattern)].map(tokenOf));
}

function tokenOf(match: RegExpExecArray): SyntaxToken {
  const kind = (['comment', 'string', 'number', 'keyword'] as const).find((name) => match.groups?.[name] !== undefined);
  return { kind: kind ?? 'plain', start: match.index, end: match.index + match[0].length };
}
