import type { SyntaxNode } from '../../../core/syntax-node.js';

/** Where brackets change nothing. */
const FREE_OF_PARENTHESES = new Set(['import_from_statement', 'future_import_statement', 'with_clause']);

/** What begins and ends an f-string; a string without fields is compared by its value. */
const QUOTES = new Set(['string_start', 'string_end']);

/**
 * The children that count for a pattern: no comments, no commas, no `;`. A comma that makes a tuple is seen in the type of
 * its node; only in a subscript (`a[1,]`) it is not, and stays.
 */
export function significant(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child) => {
    if (child.named) return !QUOTES.has(child.type) && child.type !== 'comment';
    if (child.type === ',') return node.type === 'subscript' && child.nextSibling?.type === ']';
    if (child.type === '(' || child.type === ')') return !FREE_OF_PARENTHESES.has(node.type);
    return child.type !== ';';
  });
}
