import type { JavaScriptFile } from '../javascript-file.js';
import { rootOf, type SyntaxObject, walk } from '../syntax-object.js';

/** Statements that end with a semicolon, written or not: https://tc39.es/ecma262/#sec-automatic-semicolon-insertion */
const ENDED = /^(?:Expression|Return|Throw|Break|Continue)Statement$|^VariableDeclaration$|^ImportDeclaration$/;

export function endsWithSemicolon({ type }: SyntaxObject): boolean {
  return ENDED.test(type);
}

/** What most strings of a file stand in; single quotes where there is a tie. */
export function quoteOf({ tokens, text }: JavaScriptFile): "'" | '"' {
  const strings = tokens.filter(({ kind }) => kind === 'string');
  const double = strings.filter(({ start }) => text[start] === '"').length;
  return double > strings.length - double ? '"' : "'";
}

/** False when most of the statements that may go without a semicolon do. */
export function hasSemicolons({ ast, text }: JavaScriptFile): boolean {
  const balance = { with: 0, without: 0 };
  for (const { node, field } of walk(rootOf(ast))) {
    if (!endsWithSemicolon(node) || field === 'init' || field === 'left') continue;
    balance[text[node.end - 1] === ';' ? 'with' : 'without']++;
  }
  return balance.with >= balance.without;
}
