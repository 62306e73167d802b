import type { ParseResult } from '@babel/parser';
import type { JavaScriptToken } from './javascript-file.js';

/** What Babel puts into its list: tokens, and comments in between. Its own types leave both open. */
interface BabelToken {
  readonly type: string | { readonly label: string };
  readonly value?: unknown;
  readonly start: number;
  readonly end: number;
}

/** Reads Babel's list of tokens. Tokens without text (the end of the file, an empty piece of a template) are left out. */
export function tokensOf(ast: ParseResult, text: string): readonly JavaScriptToken[] {
  const listed = (ast.tokens ?? []) as readonly BabelToken[];
  return listed.filter(({ start, end }) => start < end).map((token) => plainToken(token, text));
}

function plainToken({ type, value, start, end }: BabelToken, text: string): JavaScriptToken {
  if (typeof type === 'string') return { kind: 'comment', value: null, start, end };
  const { label } = type;
  const carriesValue = label === 'string' || label === 'name' || label === 'jsxName' || label === 'jsxText';
  // A name may be spelt with escapes; a keyword is written as it stands.
  return { kind: label, value: carriesValue && typeof value === 'string' ? value : null, start, end: Math.min(end, text.length) };
}
