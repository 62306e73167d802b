import type { SgNode } from '@ast-grep/napi';
import type { Range } from '../../core/range.js';

/** Where a node stands, in units of the text that was parsed: napi's index counts UTF-16 code units. */
export function rangeOf(node: SgNode): Range {
  const { start, end } = node.range();
  return { start: start.index, end: end.index };
}

/** From the first of the nodes to the last one; null where there is none. */
export function spanOf(nodes: readonly SgNode[]): Range | null {
  const [first, last] = [nodes[0], nodes.at(-1)];
  return first === undefined || last === undefined ? null : { start: rangeOf(first).start, end: rangeOf(last).end };
}
