import type { NodePath } from 'codex-codemod';

/** The expression inside of types, `await`, `!` and commas: what it comes out as. */
export function unwrap(raw: NodePath): NodePath {
  let path = raw;
  for (let inner = innerOf(path); inner !== null; inner = innerOf(path)) path = inner;
  return path;
}

function innerOf(path: NodePath): NodePath | null {
  if (path.isAwaitExpression()) return path.get('argument');
  if (path.isTSAsExpression()) return path.get('expression');
  if (path.isTSSatisfiesExpression()) return path.get('expression');
  if (path.isTSNonNullExpression()) return path.get('expression');
  if (path.isTSTypeAssertion()) return path.get('expression');
  if (path.isTypeCastExpression()) return path.get('expression');
  if (path.isParenthesizedExpression()) return path.get('expression');
  return path.isSequenceExpression() ? (path.get('expressions').at(-1) ?? null) : null;
}
