import type { JavaScriptFile, JavaScriptToken } from '../javascript-file.js';

/** A token as the comparison sees it: two of the same key differ in nothing that a reprint may not change. */
export interface Comparable {
  readonly key: string;
  readonly token: JavaScriptToken;
}

/** The tokens and comments of a file with their keys. JSX text that renders to nothing is white space. */
export function comparableTokens({ tokens, text }: Pick<JavaScriptFile, 'tokens' | 'text'>): readonly Comparable[] {
  return tokens
    .map((token) => ({ key: keyOf(token, text.slice(token.start, token.end)), token }))
    .filter(({ key, token }) => key !== 'x' || token.kind !== 'jsxText');
}

/** Quotes, escapes, line endings and the indentation inside of comments are how a token is spelt, not what it is. */
function keyOf(token: JavaScriptToken, written: string): string {
  switch (token.kind) {
    case 'string':
      return `s${stringValue(token.value ?? written, written)}`;
    case 'name':
    case 'jsxName':
      return `n${token.value ?? written}`;
    case 'comment':
      return `c${commentKey(written)}`;
    case 'template':
      return `t${lineFeeds(written)}`;
    case 'jsxText':
      return `x${renderedText(decoded(token, written))}`;
    default:
      return `o${written}`;
  }
}

/** Only strings of JSX may hold line ends as they are; `\r` in any other is an escape, and meant. */
function stringValue(value: string, written: string): string {
  return written.includes('\r') ? lineFeeds(value) : value;
}

function commentKey(written: string): string {
  return written
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => line.trim())
    .join('\n');
}

/** An entity is how a character is spelt; one that stands for white space is not trimmed as that is. */
function decoded({ value }: JavaScriptToken, written: string): string {
  const spaces = (text: string): number => text.split(/[ \t\r\n]/).length;
  return value !== null && written.includes('&') && spaces(value) === spaces(written) ? value : written;
}

/** CRLF and CR mean LF inside of templates: https://tc39.es/ecma262/#sec-static-semantics-trv */
export function lineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** What is left of JSX text: lines are trimmed where they meet, empty ones vanish. https://facebook.github.io/jsx/ leaves it to the compilers. */
export function renderedText(written: string): string {
  const lines = written.split(/\r\n|\r|\n/);
  return lines
    .map((line, index) => {
      const left = index === 0 ? line : line.replace(/^[ \t]+/, '');
      return index === lines.length - 1 ? left : left.replace(/[ \t]+$/, '');
    })
    .filter((line) => line !== '')
    .join(' ');
}
