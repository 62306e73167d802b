import type { Range } from '../../core/range.js';
import type { SyntaxNode } from '../../core/syntax-node.js';
import { type Remark, remarksByLine } from '../remark.js';
import type { PythonFile } from './python-file.js';

/** The comments that may hold codemods back. A statement, or the header of a compound one, is a unit: a logical line. */
export function remarks(file: PythonFile): readonly Remark[] {
  return remarksByLine(file.text, [...file.root.ofType('comment')], logicalLines(file));
}

/** A gap between two tokens that does not end the line: https://docs.python.org/3/reference/lexical_analysis.html#explicit-line-joining */
const JOINS = /^[ \t\f]*(?:\\(?:\r\n|\r|\n)[ \t\f]*)*$/;

/** https://docs.python.org/3/reference/lexical_analysis.html#logical-lines */
function logicalLines({ root, text }: PythonFile): readonly Range[] {
  const lines: { start: number; end: number }[] = [];
  let depth = 0;
  for (const { type, start, end } of tokens(root)) {
    const line = lines.at(-1);
    if (line !== undefined && (depth > 0 || JOINS.test(text.slice(line.end, start)))) line.end = end;
    else lines.push({ start, end });
    if (type === '(' || type === '[' || type === '{') depth++;
    else if (type === ')' || type === ']' || type === '}') depth--;
  }
  return lines;
}

/** Strings are taken whole, with the fields of f-strings. */
function* tokens(root: SyntaxNode): Generator<SyntaxNode> {
  for (const node of root.descendants(({ type }) => type !== 'string')) {
    const isToken = node.type === 'string' || node.children.length === 0;
    if (isToken && node.type !== 'comment' && node.start < node.end) yield node;
  }
}
