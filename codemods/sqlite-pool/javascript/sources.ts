import type { BabelBinding, babel, NodePath } from 'codex-codemod';
import { bindingOf } from './reading.js';
import { bare } from './syntax.js';

/** The calls and the members that an expression may have its value from, through the names of the file. */
export function sourcesOf(expression: NodePath): readonly NodePath[] {
  const sources: NodePath[] = [];
  const seen = new Set<unknown>();
  const pending = [expression];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const path = bare(next);
    if (seen.has(path.node)) continue;
    seen.add(path.node);
    const binding = bindingOf(path);
    const inner = binding === null ? partsOf(path) : valuesOf(binding);
    if (inner.length === 0) sources.push(path);
    pending.push(...inner);
  }
  return sources;
}

function partsOf(path: NodePath): readonly NodePath[] {
  if (path.isAwaitExpression()) return [path.get('argument')];
  if (path.isLogicalExpression()) return [path.get('left'), path.get('right')];
  if (path.isConditionalExpression()) return [path.get('consequent'), path.get('alternate')];
  return path.isAssignmentExpression() ? partsOfAssignment(path) : [];
}

/** What `??=` and `||=` find there already is a part of what they give. */
function partsOfAssignment(path: NodePath<babel.AssignmentExpression>): readonly NodePath[] {
  const left = path.get('left') as NodePath;
  return path.node.operator === '=' || left.isIdentifier() ? [path.get('right')] : [left, path.get('right')];
}

/** All that is ever assigned to a name. */
function valuesOf({ path, identifier, constantViolations }: BabelBinding): readonly NodePath[] {
  const isDeclared = path.isVariableDeclarator() && path.node.id === identifier;
  const init = isDeclared ? [path.get('init') as NodePath].filter(({ node }) => node !== null && node !== undefined) : [];
  const later = constantViolations.flatMap((one) => (one.isAssignmentExpression() ? [one.get('right')] : []));
  return [...init, ...later];
}
