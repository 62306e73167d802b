import type { Range } from '../../../core/range.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';

/** The outermost node of a type with exactly this range, or null. */
export function locate(root: SyntaxNode, type: string, range: Range): SyntaxNode | null {
  for (let node: SyntaxNode | null = root; node !== null; node = childAround(node, range)) {
    if (node.type === type && node.start === range.start && node.end === range.end) return node;
  }
  return null;
}

/** The child that covers a range: by bisection, for a list may have thousands. */
function childAround({ children }: SyntaxNode, range: Range): SyntaxNode | null {
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((children[middle]?.end ?? 0) < range.end) low = middle + 1;
    else high = middle;
  }
  const child = children[low];
  return child !== undefined && child.start <= range.start ? child : null;
}
