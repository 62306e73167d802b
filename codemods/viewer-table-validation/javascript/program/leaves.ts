import type { babel, NodePath } from 'codex-codemod';
import { functionOf } from './callee.js';
import { calledName, isCall, receiverOf } from './calls.js';
import { isMember, memberName } from './names.js';
import { isGlobal, type Program } from './program.js';
import type { Call } from './spot.js';

/** Functions that end the program call each other no deeper than this. */
const MOST_DEPTH = 4;

/** True when nobody comes out at the end of a statement. */
export function leaves(program: Program, statement: NodePath, depth = 0): boolean {
  if (statement.isReturnStatement() || statement.isThrowStatement()) return true;
  if (statement.isContinueStatement() || statement.isBreakStatement()) return true;
  if (statement.isBlockStatement()) return statement.get('body').some((inner) => leaves(program, inner, depth));
  if (statement.isIfStatement()) {
    const alternate = statement.get('alternate') as NodePath;
    return (
      alternate.node !== null &&
      alternate.node !== undefined &&
      leaves(program, statement.get('consequent'), depth) &&
      leaves(program, alternate, depth)
    );
  }
  if (statement.isTryStatement()) return leavesTry(program, statement, depth);
  const expression = statement.isExpressionStatement() ? statement.get('expression') : null;
  const call = expression?.isAwaitExpression() === true ? expression.get('argument') : expression;
  return call !== null && isCall(call) && ends(program, call, depth);
}

function leavesTry(program: Program, statement: NodePath<babel.TryStatement>, depth: number): boolean {
  const finalizer = statement.get('finalizer') as NodePath;
  if (finalizer.node !== null && finalizer.node !== undefined && leaves(program, finalizer, depth)) return true;
  const handler = statement.get('handler') as NodePath;
  const handled = !handler.isCatchClause() || leaves(program, handler.get('body'), depth);
  return handled && leaves(program, statement.get('block'), depth);
}

/** True for a call that does not come back: `process.exit()`, `program.error()`, a function of the file that ends so. */
export function ends(program: Program, call: Call, depth = 0): boolean {
  const name = calledName(call);
  const receiver = receiverOf(call);
  if (receiver !== null && (name === 'exit' || name === 'abort')) return isGlobal(program, receiver, 'process');
  if (receiver === null && name === 'exit') return program.originOf(call.get('callee') as NodePath)?.module === 'process';
  if (receiver !== null && ['error', 'help'].includes(name)) return isCommander(program, receiver);
  const definition = depth > MOST_DEPTH ? null : functionOf(program, call);
  if (definition === null || definition.node.async === true || definition.node.generator === true) return false;
  const body = definition.get('body') as NodePath;
  if (!body.isBlockStatement()) return isCall(body) && ends(program, body, depth + 1);
  return body.get('body').some((statement) => endsProgram(program, statement, depth + 1));
}

/** Like {@link leaves}, but for the program and not for the function alone. */
function endsProgram(program: Program, statement: NodePath, depth: number): boolean {
  if (statement.isThrowStatement()) return true;
  const expression = statement.isExpressionStatement() ? statement.get('expression') : null;
  return expression !== null && isCall(expression) && ends(program, expression, depth);
}

/** https://github.com/tj/commander.js#display-error-and-help-from-your-code: neither comes back. */
function isCommander(program: Program, receiver: NodePath): boolean {
  const origin = program.originOf(receiver);
  if (origin?.module === 'commander') return true;
  const binding = receiver.isIdentifier() ? receiver.scope.getBinding(receiver.node.name) : undefined;
  const init = binding?.constant === true && binding.path.isVariableDeclarator() ? (binding.path.get('init') as NodePath) : null;
  return init !== null && rootModule(program, init) === 'commander';
}

/** The module that a chain of calls begins with: `new Command().name('x')`. */
function rootModule(program: Program, path: NodePath): string | null {
  let at = path;
  for (;;) {
    const origin = program.originOf(at);
    if (origin !== null) return origin.module;
    const next =
      at.isNewExpression() || isCall(at)
        ? (at.get('callee') as NodePath)
        : isMember(at) && memberName(at) !== null
          ? (at.get('object') as NodePath)
          : null;
    if (next === null) return null;
    at = next;
  }
}
