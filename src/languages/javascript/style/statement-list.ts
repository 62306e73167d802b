import type { NodePath } from '@babel/traverse';
import type { Range } from '../../../core/range.js';
import type { Layout } from './layout.js';
import type { StatementRun } from './style.js';

/** Statements that follow each other in one list. */
export interface Placed extends Range {
  readonly statements: readonly NodePath[];
}

export function rangeOf({ node: { start, end } }: NodePath): Range {
  return { start: start ?? 0, end: end ?? 0 };
}

/** The statements of a run; null where they are not of one list, or in the wrong order. */
export function placedRun({ first, last }: StatementRun): Placed | null {
  if (!first.inList || first.container !== last.container || typeof first.key !== 'number' || typeof last.key !== 'number')
    return null;
  if (last.key < first.key || (first.listKey !== 'body' && first.listKey !== 'consequent') || first.isClassBody()) return null;
  const statements = Array.from({ length: last.key - first.key + 1 }, (_, index) => first.getSibling(Number(first.key) + index));
  return { statements, start: rangeOf(first).start, end: rangeOf(last).end };
}

/** The white space between the statements of a block and around them, where there is nothing else. */
export function gapsOf(layout: Layout, block: Range, statements: readonly NodePath[]): readonly Range[] | null {
  const ends = [block.start + 1, ...statements.map((one) => rangeOf(one).end)];
  const starts = [...statements.map((one) => rangeOf(one).start), block.end - 1];
  const gaps = ends.map((start, index) => ({ start, end: starts[index] ?? start }));
  return gaps.every(({ start, end }) => /^\s*$/.test(layout.text.slice(start, end))) ? gaps : null;
}
