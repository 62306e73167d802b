import type { babel, NodePath } from 'codex-codemod';
import { unwrap } from './unwrap.js';

/** Where a path begins. Babel's types leave it open for nodes that were made, and the engine's trees are parsed. */
export function startOf({ node }: NodePath): number {
  return node.start ?? 0;
}

export function rangeOf({ node }: NodePath): { readonly start: number; readonly end: number } {
  return { start: node.start ?? 0, end: node.end ?? 0 };
}

/** The name of a property that is written out: `a.name`, `a['name']`, `{ name: 1 }`; null for one that is computed. */
export function keyName(node: babel.Node, computed: boolean): string | null {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'NumericLiteral') return String(node.value);
  if (node.type === 'PrivateName') return `#${node.id.name}`;
  return node.type === 'Identifier' && !computed ? node.name : null;
}

export type Member = NodePath<babel.MemberExpression> | NodePath<babel.OptionalMemberExpression>;

export function isMember(path: NodePath): path is Member {
  return path.isMemberExpression() || path.isOptionalMemberExpression();
}

/** `name` of `object.name`, or null. */
export function memberName(path: NodePath): string | null {
  return isMember(path) ? keyName(path.node.property, path.node.computed) : null;
}

export function objectOf(path: Member): NodePath {
  return unwrap(path.get('object') as NodePath);
}

/** The text of a string or template that is written out whole, also in several pieces joined by `+`; or null. */
export function stringText(raw: NodePath): string | null {
  const path = unwrap(raw);
  if (path.isStringLiteral()) return path.node.value;
  if (path.isTemplateLiteral()) {
    const [only, another] = path.node.quasis;
    return another === undefined ? (only?.value.cooked ?? null) : null;
  }
  if (!path.isBinaryExpression({ operator: '+' })) return null;
  const [left, right] = [stringText(path.get('left')), stringText(path.get('right'))];
  return left === null || right === null ? null : left + right;
}
