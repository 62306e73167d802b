import type { Edit } from '../../../core/edit.js';
import { replaceRange } from '../../../core/edit.js';
import type { Range } from '../../../core/range.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { PythonFile } from '../python-file.js';
import { itemsOf } from './import-items.js';
import { type GapLine, type ModuleLine, moduleLines } from './module-lines.js';

/**
 * Edits that take names out of one import statement at module level; the whole statement, with its line, when none is left.
 *
 * @param nodes the `node`s of the items to go.
 */
export function removeNames(file: PythonFile, statement: SyntaxNode, nodes: readonly SyntaxNode[]): readonly Edit[] {
  const all = itemsOf(statement).map((item) => item.node);
  const isWhole = all.every((node) => nodes.includes(node));
  const ranges = isWhole
    ? [statementRange(file, statement)]
    : stretches(all, nodes).map((gone) => stretchRange(file.text, statement, gone));
  return ranges.map((range) => replaceRange(file.text, range, ''));
}

/** Neighbouring names that go together, and the names that stay beside them. */
interface Stretch {
  readonly first: SyntaxNode;
  last: SyntaxNode;
  readonly previous: SyntaxNode | null;
  next: SyntaxNode | null;
}

function stretches(all: readonly SyntaxNode[], gone: readonly SyntaxNode[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const [index, node] of all.entries()) {
    if (!gone.includes(node)) continue;
    const next = all[index + 1] ?? null;
    const open = found.at(-1);
    if (open?.next === node) Object.assign(open, { last: node, next });
    else found.push({ first: node, last: node, previous: all[index - 1] ?? null, next });
  }
  return found;
}

/** What to delete so that a statement is gone: its line, or its part of a line with `;`. */
function statementRange(file: PythonFile, statement: SyntaxNode): Range {
  const { lines, tail } = moduleLines(file);
  const index = lines.findIndex((line) => line.statements.includes(statement));
  const line = lines[index];
  if (line === undefined) return statement;
  const at = line.statements.indexOf(statement);
  const next = line.statements[at + 1];
  const previous = line.statements[at - 1];
  if (next !== undefined) return { start: statement.start, end: next.start };
  if (previous !== undefined) return { start: previous.end, end: statement.end };
  const below = lines[index + 1]?.above ?? tail;
  return lineRange(line, lines[index - 1] ?? null, below);
}

/** A whole line. A file that ended without a newline still does, and no blank lines pile up where the line stood alone. */
function lineRange(line: ModuleLine, before: ModuleLine | null, below: readonly GapLine[]): Range {
  const previous = line.above.at(-1) ?? before;
  if (line.end === line.contentEnd) return { start: previous?.contentEnd ?? line.start, end: line.end };
  const blanksAbove = line.above.slice(line.above.findLastIndex((gap) => gap.kind === 'comment') + 1);
  const comment = below.findIndex((gap) => gap.kind === 'comment');
  const blanksBelow = below.slice(0, comment === -1 ? below.length : comment);
  const isFirst = previous === null || (before === null && blanksAbove.length === line.above.length);
  if (blanksBelow.length === 0 || (blanksAbove.length === 0 && !isFirst)) return line;
  const isShorterBelow = isFirst || blanksBelow.length < blanksAbove.length;
  return isShorterBelow
    ? { start: line.start, end: blanksBelow.at(-1)?.end ?? line.end }
    : { start: blanksAbove[0]?.start ?? line.start, end: line.end };
}

/** What to delete so that some of the names are gone and the others, with their comments, stay. */
function stretchRange(text: string, statement: SyntaxNode, { first, last, previous, next }: Stretch): Range {
  const own = ownLines(text, statement, first, last);
  if (own !== null) return own;
  const between = (from: SyntaxNode, to: SyntaxNode): string => text.slice(from.end, to.start);
  if (next !== null && /^[ \t\f,]*$/.test(between(last, next))) return { start: first.start, end: next.start };
  if (previous !== null && !between(previous, first).includes('#')) return { start: previous.end, end: last.end };
  if (next !== null && !between(last, next).includes('#')) return { start: first.start, end: next.start };
  const comma = last.nextSibling;
  return { start: first.start, end: comma?.type === ',' ? comma.end : last.end };
}

/** The physical lines of names that share them with their commas and comments alone, inside parentheses; else null. */
function ownLines(text: string, statement: SyntaxNode, first: SyntaxNode, last: SyntaxNode): Range | null {
  if (statement.childOfType('(') === null) return null;
  const before = /[\r\n]([ \t\f]*)$/.exec(text.slice(statement.start, first.start));
  const after = /^[ \t\f]*,?[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)/.exec(text.slice(last.end, statement.end));
  if (before === null || after === null) return null;
  return { start: first.start - (before[1]?.length ?? 0), end: last.end + after[0].length };
}
