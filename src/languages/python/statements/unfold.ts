import { type Edit, replaceRange } from '../../../core/edit.js';
import type { Range } from '../../../core/range.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { FileLayout } from './file-layout.js';
import { lineFactsOf } from './run.js';
import { shiftLines } from './shift-lines.js';
import { codeEnd, isStatement, statementsOf } from './statement.js';

/** What may stand between two statements of one line, or between a colon and its suite. */
const GAP = /^(?:[ \t\f;]|\\(?:\r\n|\r|\n))*$/;

/** The white space, and `;`, before a statement that does not open its line; null where there is something else. */
export function gapBefore(layout: FileLayout, statement: SyntaxNode): Range | null {
  const suite = statement.parent;
  if (suite === null) return null;
  const before = statementsOf(suite).findLast((other) => other.index < statement.index);
  const start = before === undefined ? colonEnd(suite) : codeEnd(before);
  return start !== null && GAP.test(layout.text.slice(start, statement.start)) ? { start, end: statement.start } : null;
}

/** The statement that shares its line with the given one and follows it, or null. */
export function nextOnLine(layout: FileLayout, statement: SyntaxNode): SyntaxNode | null {
  const next = statement.parent?.children.find((other) => other.index > statement.index && isStatement(other));
  return next !== undefined && !layout.opensLine(next) && gapBefore(layout, next) !== null ? next : null;
}

/**
 * Gives the suite of `if x: y` lines of its own: `opening` takes the place of the white space behind the colon, and must
 * end with the indentation of the first statement. Continuation lines follow by `by`.
 */
export function unfold(layout: FileLayout, suite: SyntaxNode, opening: string, by: string): readonly Edit[] | null {
  const statements = statementsOf(suite);
  const first = statements[0];
  const last = statements.at(-1);
  const gap = first === undefined ? null : gapBefore(layout, first);
  if (first === undefined || last === undefined || gap === null || !layout.closesLine(codeEnd(last))) return null;
  const rest = { start: first.start, end: codeEnd(last) };
  const shifts = shiftLines(layout, rest, lineFactsOf(statements), { base: layout.indentOf(first), by });
  return shifts === null ? null : [replaceRange(layout.text, gap, opening), ...shifts];
}

function colonEnd(suite: SyntaxNode): number | null {
  const colon = suite.previousSibling;
  return suite.type === 'block' && colon?.type === ':' ? colon.end : null;
}
