import { isSyntaxObject, type SyntaxObject } from '../syntax-object.js';
import type { Side } from './side.js';

/**
 * What the white space before a token is, as far as layout goes: the node that it belongs to, and between which parts of that node it stands. Where a
 * change leaves it what it is, it may stay as it was; between arguments there may be a new line, between `import` and its names there is none.
 */
export function gapKind({ text, tokens, root }: Side, index: number): string {
  const [left, right] = [tokens[index - 1]?.token, tokens[index]?.token];
  if (left === undefined || right === undefined) return 'border';
  const owner = innermost(root, left.start, right.end);
  const part = ({ kind, start, end }: typeof left): string => {
    if (kind === 'comment') return kind;
    return childrenOf(owner).some((child) => holds(child, start, end)) ? 'child' : text.slice(start, end);
  };
  return `${owner.type} ${part(left)} ${part(right)}`;
}

/** The node that holds a range and has no child that does. */
export function innermost(root: SyntaxObject, start: number, end: number): SyntaxObject {
  let owner = root;
  for (let next: SyntaxObject | undefined = root; next !== undefined; ) {
    owner = next;
    next = childrenOf(owner).find((child) => holds(child, start, end));
  }
  return owner;
}

function holds(node: SyntaxObject, start: number, end: number): boolean {
  return node.start <= start && end <= node.end;
}

const known = new WeakMap<SyntaxObject, readonly SyntaxObject[]>();

/** Each is asked for once for every token that it holds. */
function childrenOf(node: SyntaxObject): readonly SyntaxObject[] {
  const children = known.get(node) ?? foundChildren(node);
  known.set(node, children);
  return children;
}

function foundChildren(node: SyntaxObject): readonly SyntaxObject[] {
  const fields = Object.entries(node).filter(([name]) => name !== 'tokens' && !/omments$/.test(name));
  return fields.flatMap(([, value]) => (Array.isArray(value) ? value : [value])).filter(isSyntaxObject);
}
