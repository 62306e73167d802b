import type { NodePath } from '@babel/traverse';
import type { BlockStatement, TryStatement } from '@babel/types';
import { type Edit, insertAt, replaceRange } from '../../../core/edit.js';
import { clausesText, type Place } from './clauses.js';
import { openBlock } from './one-line-block.js';
import { gapsOf, placedRun, rangeOf } from './statement-list.js';
import type { TryClauses } from './style.js';
import type { Writer } from './writer.js';

/** A `finally` goes behind everything, a `catch` between the block and a `finally`. */
export function addClauses(writer: Writer, statement: NodePath<TryStatement>, clauses: TryClauses): readonly Edit[] | null {
  const { handler, finalizer } = statement.node;
  if ((clauses.catch !== undefined && handler) || (clauses.finally !== undefined && finalizer)) return null;
  const end = clauses.catch !== undefined ? rangeOf(statement.get('block')).end : rangeOf(statement).end;
  return opened(writer, statement, clauses, end) ?? asItStands(writer, statement, clauses, end);
}

function asItStands(writer: Writer, statement: NodePath<TryStatement>, clauses: TryClauses, end: number): readonly Edit[] {
  const { layout } = writer;
  const { handler, finalizer } = statement.node;
  const block = rangeOf(statement.get('block'));
  const next = layout.file.tokens.find((token) => token.start >= block.end && token.kind !== 'comment');
  const ownLine = next !== undefined && layout.hasBreak({ start: block.end, end: next.start }) && (handler || finalizer);
  const indent = layout.indentOf({ start: end - 1, end });
  const place: Place = { indent, unit: layout.unitAt(statement.get('block')), newline: layout.newlineAt(block.start) };
  return [insertAt(end, clausesText(writer, clauses, place, ownLine ? place.newline + indent : ' '))];
}

/** A `try` in a block on one line: that block is opened, and with it those of the `try`. Null where it stands otherwise. */
function opened(writer: Writer, statement: NodePath<TryStatement>, clauses: TryClauses, end: number): readonly Edit[] | null {
  const { layout } = writer;
  const placed = placedRun({ first: statement, last: statement });
  if (placed === null || layout.opensLine(placed)) return null;
  const around = openBlock(writer, placed, () => ({ depthOf: () => 0, above: new Map() }));
  if (around === null) return null;
  const unit = layout.unitAt(statement);
  const place: Place = { indent: layout.indentOf(placed) + unit, unit, newline: layout.newlineAt(placed.start) };
  const text = clausesText(writer, clauses, place);
  const inner = blocksOf(statement).flatMap((block) => openInner(writer, block, place));
  const isAtGap = around.some(({ start }) => start === end);
  return [
    ...around.map((edit) => (edit.start === end ? { ...edit, newText: text + edit.newText } : edit)),
    ...inner,
    ...(isAtGap ? [] : [insertAt(end, text)]),
  ].sort((one, other) => one.start - other.start);
}

function blocksOf(statement: NodePath<TryStatement>): readonly NodePath<BlockStatement>[] {
  const handler = statement.get('handler') as NodePath;
  const finalizer = statement.get('finalizer') as NodePath;
  const last = finalizer.isBlockStatement() ? [finalizer] : [];
  return [statement.get('block'), ...(handler.isCatchClause() ? [handler.get('body')] : []), ...last];
}

/** A block that is empty stays so, and one with a comment stands as it did. */
function openInner({ layout }: Writer, block: NodePath<BlockStatement>, { indent, unit, newline }: Place): readonly Edit[] {
  const statements = block.get('body');
  const gaps = block.node.directives.length > 0 ? null : gapsOf(layout, rangeOf(block), statements);
  if (gaps === null || statements.length === 0) return [];
  return gaps.map((gap, index) => replaceRange(layout.text, gap, newline + indent + (index === statements.length ? '' : unit)));
}
