import { type Edit, insertAt, replaceRange } from '../../../core/edit.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { FileLayout } from './file-layout.js';
import type { LineSnippet, Spot } from './line-snippet.js';
import { codeEnd, isDocstring, statementsOf } from './statement.js';
import { gapBefore, nextOnLine, unfold } from './unfold.js';

/** Puts code on lines of its own before a statement, above the comments that belong to it. */
export function insertBefore(layout: FileLayout, statement: SyntaxNode, code: LineSnippet): readonly Edit[] | null {
  return isFree(statement, code) ? before(layout, statement, code) : null;
}

/** Puts code on lines of its own behind a statement and its trailing comments. */
export function insertAfter(layout: FileLayout, statement: SyntaxNode, code: LineSnippet): readonly Edit[] | null {
  const suite = statement.parent;
  const following = suite === null ? undefined : statementsOf(suite).find((other) => other.index > statement.index);
  if (suite === null || (following !== undefined && !isFree(following, code))) return null;
  const end = codeEnd(statement);
  if (!layout.closesLine(end)) {
    const next = nextOnLine(layout, statement);
    return next === null ? null : before(layout, next, code);
  }
  const outer = layout.indentOf(statement);
  const unit = layout.unitAt(statement);
  const inline = layout.isInline(suite);
  const indent = inline ? outer + unit : outer;
  const at = layout.extentEnd(end, outer);
  const newline = layout.lines.newlineAt(at);
  const unfolded = inline ? unfold(layout, suite, newline + indent, unit) : [];
  const text = code.render({ indent, unit, newline });
  return text === null || unfolded === null ? null : [...unfolded, insertAt(at, newline + text)];
}

/** Puts code first in a suite: behind a docstring, and in a module behind its `__future__` imports. */
export function insertAtStart(layout: FileLayout, suite: SyntaxNode, code: LineSnippet): readonly Edit[] | null {
  const statements = statementsOf(suite);
  const anchor = statements.findLast((statement) => isDocstring(statement) || statement.type === 'future_import_statement');
  if (anchor !== undefined) return insertAfter(layout, anchor, code);
  const first = statements[0];
  return first === undefined ? insertIntoEmpty(layout, suite, code) : insertBefore(layout, first, code);
}

export function insertAtEnd(layout: FileLayout, suite: SyntaxNode, code: LineSnippet): readonly Edit[] | null {
  const last = statementsOf(suite).at(-1);
  return last === undefined ? insertIntoEmpty(layout, suite, code) : insertAfter(layout, last, code);
}

function before(layout: FileLayout, statement: SyntaxNode, code: LineSnippet): readonly Edit[] | null {
  if (!layout.opensLine(statement)) return beforeOnLine(layout, statement, code);
  const at = layout.leadStart(statement);
  const newline = layout.lines.newlineAt(at);
  const text = code.render({ indent: layout.indentOf(statement), unit: layout.unitAt(statement), newline });
  return text === null ? null : [insertAt(at, text + newline)];
}

/** Breaks the line before a statement that stands behind `;` or behind the colon of its suite. */
function beforeOnLine(layout: FileLayout, statement: SyntaxNode, code: LineSnippet): readonly Edit[] | null {
  const suite = statement.parent;
  const gap = gapBefore(layout, statement);
  if (suite === null || gap === null) return null;
  const unit = layout.unitAt(statement);
  const inline = layout.isInline(suite);
  const indent = layout.indentOf(statement) + (inline ? unit : '');
  const spot: Spot = { indent, unit, newline: layout.lines.newlineAt(gap.start) };
  const text = code.render(spot);
  if (text === null) return null;
  const lines = `${spot.newline}${text}${spot.newline}${indent}`;
  if (!inline) return [replaceRange(layout.text, gap, lines)];
  if (statementsOf(suite)[0] === statement) return unfold(layout, suite, lines, unit);
  const unfolded = unfold(layout, suite, spot.newline + indent, unit);
  const kept = unfolded?.filter((edit) => edit.end <= gap.start || edit.start > gap.end) ?? null;
  return kept === null ? null : [...kept, replaceRange(layout.text, gap, lines)];
}

function insertIntoEmpty(layout: FileLayout, suite: SyntaxNode, code: LineSnippet): readonly Edit[] | null {
  if (suite.type !== 'module') return null;
  const end = layout.text.length;
  const newline = layout.lines.newlineAt(end);
  const text = code.render({ indent: '', unit: layout.unitAt(suite), newline });
  if (text === null) return null;
  const isNewLine = layout.lines.startOf(end) === end;
  return [insertAt(end, isNewLine ? text + newline : newline + text)];
}

/** False where code before this statement would make a docstring or a `__future__` import lose its meaning. */
function isFree(statement: SyntaxNode, code: LineSnippet): boolean {
  if (!code.hasStatements || statement.parent === null) return true;
  if (isDocstring(statement)) return false;
  return !statementsOf(statement.parent).some(
    (other) => other.index >= statement.index && other.type === 'future_import_statement',
  );
}
