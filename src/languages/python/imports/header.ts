import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { PythonFile } from '../python-file.js';
import { type GapLine, moduleLines } from './module-lines.js';

/** What stands above the code of a module, and must stay above it. */
export interface Header {
  /** How many module lines belong to it: the docstring and everything down to the last `from __future__` import. */
  readonly lines: number;
  /** Its last physical line, or null where the file begins with code. */
  readonly last: Pick<GapLine, 'start' | 'contentEnd' | 'end'> | null;
}

/** Comments that speak of the whole file, even where they touch the first definition. */
const OF_THE_FILE =
  /copyright|licen[cs]e|spdx|\(c\)|©|author|coding[:=]|-\*-|^#!|^# \/\/\/|^#\s*(?:vim?|ex|type|mypy|pylint|flake8|ruff|isort|fmt|pyright|cython)\s*:/im;

const DEFINITIONS = new Set(['function_definition', 'class_definition', 'decorated_definition']);

/**
 * The header of a module: shebang and encoding cookie (PEP 263), leading comments, docstring (PEP 257), and all imports from
 * `__future__` (https://docs.python.org/3/reference/simple_stmts.html#future-statements).
 */
export function headerOf(file: PythonFile): Header {
  const { lines, tail } = moduleLines(file);
  let count = docstringOf(file) === null ? 0 : 1;
  for (const [index, line] of lines.entries()) {
    if (line.statements.some((statement) => statement.type === 'future_import_statement')) count = index + 1;
  }
  const last = lines[count - 1];
  if (last !== undefined) return { lines: count, last };
  const first = lines[0];
  return { lines: 0, last: lastHeaderComment(file.text, first?.above ?? tail, first?.statements[0] ?? null) };
}

/** The last comment of the header, in the gap above the first statement. Comments that touch a definition belong to it. */
function lastHeaderComment(text: string, gap: readonly GapLine[], first: SyntaxNode | null): GapLine | null {
  const comments = gap.filter((line) => line.kind === 'comment');
  const touching = touchingComments(gap);
  if (first === null || touching.length === 0) return comments.at(-1) ?? null;
  if (touching.length < comments.length) return comments[comments.length - touching.length - 1] ?? null;
  const block = text.slice(comments[0]?.start, comments.at(-1)?.contentEnd);
  if (DEFINITIONS.has(first.type) && !OF_THE_FILE.test(block)) return null;
  return comments.at(-1) ?? null;
}

/** The comment lines at the end of a gap, without a blank line between them and what follows. */
export function touchingComments(gap: readonly GapLine[]): readonly GapLine[] {
  const blank = gap.findLastIndex((line) => line.kind === 'blank');
  return gap.slice(blank + 1);
}

/** The statement that is the module's docstring, or null. Parentheses do not count, f-strings and bytes are none. */
export function docstringOf(file: PythonFile): SyntaxNode | null {
  const statement = moduleLines(file).lines[0]?.statements[0];
  if (statement?.type !== 'expression_statement' || statement.namedChildren.length !== 1) return null;
  if (statement.children.some((child) => child.type === ',')) return null;
  let value: SyntaxNode | undefined = statement.namedChildren[0];
  while (value?.type === 'parenthesized_expression') value = value.namedChildren[0];
  const parts = value?.type === 'concatenated_string' ? value.namedChildren : value === undefined ? [] : [value];
  return parts.length > 0 && parts.every(isPlainString) ? statement : null;
}

function isPlainString(node: SyntaxNode): boolean {
  const prefix = node.type === 'string' ? /^[a-z]*/i.exec(node.text)?.[0].toLowerCase() : 'f';
  return prefix === '' || prefix === 'r' || prefix === 'u';
}
