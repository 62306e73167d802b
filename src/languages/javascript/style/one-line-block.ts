import type { NodePath } from '@babel/traverse';
import { type Edit, replaceRange } from '../../../core/edit.js';
import { clausesText } from './clauses.js';
import { gapsOf, type Placed, rangeOf } from './statement-list.js';
import type { TryClauses } from './style.js';
import type { Writer } from './writer.js';

/** How the statements of a block stand that is opened. */
export interface Opened {
  /** Lines above the statement of an index, without the indentation of the block; behind the last one stands its brace. */
  readonly above: ReadonlyMap<number, readonly string[]>;
  /** How many levels deeper than the block a statement stands. */
  depthOf(index: number): number;
}

/** How deep the lines of an opened block stand. */
export interface Depths {
  readonly unit: string;
  /** The clauses of a `try` that stands so many levels deeper than the block. */
  clauses(clauses: TryClauses, levels: number): string;
}

/**
 * Gives each statement of a block on one line a line of its own. Null where the block has line breaks, comments or directives.
 */
export function openBlock(
  writer: Writer,
  { statements: [first] }: Placed,
  open: (depths: Depths) => Opened,
): readonly Edit[] | null {
  const { layout } = writer;
  const block: NodePath | null = first?.parentPath ?? null;
  if (first === undefined || block === null || !block.isBlockStatement() || block.node.directives.length > 0) return null;
  const range = rangeOf(block);
  const gaps = gapsOf(layout, range, block.get('body'));
  if (gaps === null || layout.hasBreak(range)) return null;
  const outer = layout.indentOf(range);
  const unit = layout.unitAt(first);
  const newline = layout.newlineAt(range.start);
  const indent = outer + unit;
  const clauses = (of: TryClauses, levels: number): string =>
    clausesText(writer, of, { indent: indent + unit.repeat(levels), unit, newline });
  const { above, depthOf } = open({ unit, clauses });
  return gaps.map((gap, index) => {
    const next = index === gaps.length - 1 ? outer : indent + unit.repeat(depthOf(index));
    const lines = (above.get(index) ?? []).map((line) => indent + line);
    return replaceRange(layout.text, gap, newline + [...lines, next].join(newline));
  });
}

/** The indices of a run in its list. */
export function spanOf({ statements }: Placed): { readonly from: number; readonly to: number } {
  return { from: Number(statements[0]?.key), to: Number(statements.at(-1)?.key) };
}
