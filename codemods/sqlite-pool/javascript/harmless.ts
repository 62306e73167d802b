import type { NodePath } from 'codex-codemod';
import { ownPaths } from './syntax.js';

/** Nodes that cannot throw when they are evaluated: https://tc39.es/ecma262/ */
const HARMLESS =
  /^(?:ReturnStatement|ExpressionStatement|EmptyStatement|BlockStatement|IfStatement|Identifier|StringLiteral|NumericLiteral|BooleanLiteral|NullLiteral|ObjectExpression|ObjectProperty|ArrayExpression|LogicalExpression|ConditionalExpression|BreakStatement|ContinueStatement|FunctionDeclaration)$/;

/** True when a statement surely ends without an error. */
export function isHarmless(statement: NodePath): boolean {
  return [...ownPaths(statement)].every((path) => HARMLESS.test(path.type) || path.isUnaryExpression({ operator: '!' }));
}
