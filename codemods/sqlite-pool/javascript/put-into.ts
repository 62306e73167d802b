import type { NodePath } from 'codex-codemod';
import { type Home, homeOf, isSameHome } from './home.js';
import type { Slot } from './slot.js';
import { methodCall } from './syntax.js';

/** What a node puts into a container, or null. */
export function putInto(path: NodePath, { kind, home }: Slot): NodePath | null {
  if (kind === 'record' || kind === 'single') {
    if (!path.isAssignmentExpression()) return null;
    const left = path.get('left') as NodePath;
    const container = kind === 'single' ? homeOf(left) : left.isMemberExpression() ? homeOf(left.get('object')) : null;
    return container !== null && isSameHome(container, home) ? path.get('right') : null;
  }
  const call = methodCall(path);
  const container = call === null ? null : homeOf(call.receiver);
  if (call === null || container === null || !isSameHome(container, home)) return null;
  if (kind === 'map') return call.method === 'set' ? (call.given[1] ?? null) : null;
  return /^(?:push|unshift|splice|fill)$/.test(call.method) ? (call.given[0] ?? null) : null;
}

/** True for a name that a loop, a pattern or a parameter gives its value. */
export function isBoundOtherwise(home: Home): boolean {
  if (home.kind === 'field') return false;
  const { constantViolations, path } = home.binding;
  const isAssigned = constantViolations.every((one) => one.isAssignmentExpression() && one.node.left.type === 'Identifier');
  return (
    !isAssigned ||
    !path.isVariableDeclarator() ||
    path.node.id.type !== 'Identifier' ||
    path.parentPath.parentPath?.isForStatement() === true
  );
}
