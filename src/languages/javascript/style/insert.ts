import type { NodePath } from '@babel/traverse';
import type { BlockStatement } from '@babel/types';
import { type Edit, insertAt, replaceRange } from '../../../core/edit.js';
import { isBlankLine, lineBefore } from '../../lines.js';
import type { Layout } from './layout.js';
import { GOES_ON, render } from './render.js';
import { gapsOf, rangeOf } from './statement-list.js';
import type { StatementText } from './style.js';
import type { Writer } from './writer.js';

/** Puts statements on lines of their own above a statement and its comments. */
export function insertBefore(writer: Writer, statement: NodePath, code: StatementText): readonly Edit[] | null {
  const { layout } = writer;
  const range = rangeOf(statement);
  if (!inList(statement)) return null;
  if (!layout.opensLine(range)) return openBlock(writer, statement.parentPath, code, Number(statement.key));
  const at = leadStart(layout, range.start);
  const indent = layout.indentOf(range);
  const newline = layout.newlineAt(range.start);
  const endFirmly = GOES_ON.test(layout.text.slice(range.start));
  return [insertAt(at, render(code, { ...writer, indent, unit: layout.unitAt(statement), newline, endFirmly }) + newline)];
}

/** Puts statements on lines of their own below a statement. */
export function insertAfter(writer: Writer, statement: NodePath, code: StatementText): readonly Edit[] | null {
  const { layout } = writer;
  const range = rangeOf(statement);
  if (!inList(statement)) return null;
  if (!layout.opensLine(range) || !layout.closesLine(range.end)) {
    return openBlock(writer, statement.parentPath, code, Number(statement.key) + 1);
  }
  const newline = layout.newlineAt(range.start);
  const end = layout.lineEnd(range.end);
  const spot = { ...writer, indent: layout.indentOf(range), unit: layout.unitAt(statement), newline };
  return [insertAt(end, newline + render(code, { ...spot, endFirmly: goesOn(layout, end) }))];
}

/** Behind the brace of a block, or behind its directives. */
export function insertAtStart(writer: Writer, block: NodePath<BlockStatement>, code: StatementText): readonly Edit[] | null {
  const { layout } = writer;
  const range = rangeOf(block);
  if (block.node.directives.length > 0) {
    const directive = block.get('directives').at(-1);
    if (directive === undefined || !layout.closesLine(rangeOf(directive).end)) return null;
    return insertInside(writer, block, layout.lineEnd(rangeOf(directive).end), code);
  }
  if (!layout.hasBreak(range)) return openBlock(writer, block, code, 0);
  return layout.closesLine(range.start + 1) ? insertInside(writer, block, layout.lineEnd(range.start), code) : null;
}

/** Above the closing brace of a block. */
export function insertAtEnd(writer: Writer, block: NodePath<BlockStatement>, code: StatementText): readonly Edit[] | null {
  const { layout } = writer;
  const range = rangeOf(block);
  const last = block.get('body').at(-1);
  if (last === undefined) return insertAtStart(writer, block, code);
  if (!layout.hasBreak(range)) return openBlock(writer, block, code, block.node.body.length);
  return layout.opensLine(rangeOf(last)) && layout.closesLine(rangeOf(last).end) ? insertAfter(writer, last, code) : null;
}

function insertInside(writer: Writer, block: NodePath<BlockStatement>, at: number, code: StatementText): readonly Edit[] {
  const { layout } = writer;
  const first = block.get('body').at(0);
  const firstRange = first === undefined ? null : rangeOf(first);
  const unit = layout.unitAt(first ?? block);
  const isOpen = firstRange !== null && layout.opensLine(firstRange);
  const indent = isOpen ? layout.indentOf(firstRange) : layout.indentOf(rangeOf(block)) + unit;
  const newline = layout.newlineAt(rangeOf(block).start);
  return [insertAt(at, newline + render(code, { ...writer, indent, unit, newline, endFirmly: goesOn(layout, at) }))];
}

/** Opens a block that stands on one line, and puts statements before the one of an index. */
function openBlock(writer: Writer, block: NodePath | null, code: StatementText, index: number): readonly Edit[] | null {
  const { layout } = writer;
  if (block === null || !block.isBlockStatement() || block.node.directives.length > 0) return null;
  const range = rangeOf(block);
  const gaps = gapsOf(layout, range, block.get('body'));
  if (gaps === null || layout.hasBreak(range)) return null;
  const outer = layout.indentOf(range);
  const unit = layout.unitAt(block);
  const newline = layout.newlineAt(range.start);
  const indent = outer + unit;
  const endFirmly = GOES_ON.test(layout.text.slice(gaps[index]?.end));
  const text = newline + render(code, { ...writer, indent, unit, newline, endFirmly });
  return gaps.map((gap, at) => {
    const isLast = at === gaps.length - 1;
    return replaceRange(layout.text, gap, `${at === index ? text : ''}${newline}${isLast ? outer : indent}`);
  });
}

function inList(statement: NodePath): boolean {
  return (
    statement.inList && (statement.listKey === 'body' || statement.listKey === 'consequent') && typeof statement.key === 'number'
  );
}

function goesOn(layout: Layout, end: number): boolean {
  const next = layout.file.tokens.find((token) => token.start >= end && token.kind !== 'comment');
  return next !== undefined && GOES_ON.test(layout.text.slice(next.start));
}

/** Where the line of a statement begins, or that of the first line of comments right above it. */
function leadStart(layout: Layout, start: number): number {
  let line = layout.lineStart(start);
  const comments = layout.file.tokens.filter((token) => token.kind === 'comment');
  for (;;) {
    const above = lineBefore(layout.text, line);
    if (above === null || isBlankLine(layout.text, above)) return line;
    const end = layout.lineEnd(above);
    const comment = comments.find((token) => token.start <= end && token.end === end - trailing(layout.text.slice(above, end)));
    if (comment === undefined || !layout.opensLine(comment)) return line;
    line = layout.lineStart(comment.start);
  }
}

function trailing(line: string): number {
  return /[ \t]*$/.exec(line)?.[0].length ?? 0;
}
