import type { BabelBinding, babel, NodePath } from 'codex-codemod';
import { bindingOf } from './reading.js';
import { transactionCall } from './sql.js';
import { allPaths, bare, type FunctionPath, memberName, methodCall, ownPaths } from './syntax.js';

/** Names of functions that are called to end something. */
const ENDS = /roll_?back|close|destroy|dispose|evict|discard|remove|reset|invalidate|abort|drop|terminate/i;

/**
 * True when something in the function may see to a failure: where errors are handled, or in a function inside of it, a
 * transaction is rolled back, a connection is closed, or something else is called that sounds like it.
 */
export function seesToFailures(from: FunctionPath): boolean {
  return [...allPaths(from)].some((path) => {
    if (!endsSomething(path)) return false;
    for (let at: NodePath | null = path; at !== null && at !== from; at = at.parentPath) {
      if (at.isCatchClause() || at.key === 'finalizer' || (at.isFunction() && at !== from)) return true;
    }
    return false;
  });
}

/** Where a function commits although something has failed: it stands in the way of every repair that rolls back before. */
export function commitsFailures(from: FunctionPath): 'catch' | 'finally' | null {
  for (const path of allPaths(from)) {
    if (transactionCall(path)?.step !== 'commit') continue;
    for (let at: NodePath | null = path; at !== null && at !== from; at = at.parentPath) {
      if (at.isCatchClause()) return 'catch';
      if (at.key === 'finalizer') return 'finally';
    }
  }
  return null;
}

/** True when a transaction is begun on a connection in the function or inside of it. */
export function beginsOn(from: FunctionPath, connection: BabelBinding): boolean {
  return [...allPaths(from)].some((path) => {
    const call = transactionCall(path);
    return call !== null && /^(?:begin|script|savepoint)$/.test(call.step) && bindingOf(call.connection) === connection;
  });
}

/** `db.exec('ROLLBACK')`, `rollback()`, `db.close()`, `pool.delete(key)`, `delete pool[key]`. */
function endsSomething(path: NodePath): boolean {
  if (transactionCall(path)?.step === 'rollback') return true;
  if (path.isUnaryExpression({ operator: 'delete' })) return true;
  if (path.isAssignmentExpression()) return memberName(path.node.left) === '__knex__disposed';
  if (!path.isCallExpression() && !path.isOptionalCallExpression() && !path.isNewExpression()) return false;
  const callee = bare(path.get('callee') as NodePath);
  const name = callee.isIdentifier() ? callee.node.name : memberName(callee.node);
  return name !== null && (ENDS.test(name) || (name === 'delete' && methodCall(path) !== null));
}

/** True when handlers or finalizers of the function hand the name to something that cannot be seen. */
export function handsOn(from: FunctionPath, name: NodePath): boolean {
  const binding = bindingOf(name);
  return (binding?.referencePaths ?? []).some((use) => {
    if (use.listKey !== 'arguments' || methodCall(use.parentPath ?? use)?.method === 'push') return false;
    for (let at: NodePath | null = use; at !== null && at !== from; at = at.parentPath) {
      if (at.isCatchClause() || at.key === 'finalizer') return true;
    }
    return false;
  });
}

/** True when a handler always ends by throwing, whatever way is taken through it. */
export function alwaysThrows(clause: NodePath): boolean {
  const body = clause.get('body') as NodePath;
  if (!body.isBlockStatement()) return false;
  const leaves = [...ownPaths(body)].some(
    (path) => path.isReturnStatement() || path.isBreakStatement() || path.isContinueStatement() || path.isYieldExpression(),
  );
  return !leaves && body.get('body').some((statement) => statement.isThrowStatement());
}

/** The `try` statements of the function in whose blocks a node stands. */
export function enclosingTries(path: NodePath, from: FunctionPath): readonly NodePath<babel.TryStatement>[] {
  const found: NodePath<babel.TryStatement>[] = [];
  for (let at: NodePath | null = path; at !== null && at.node !== from.node; at = at.parentPath) {
    if (at.key === 'block' && at.parentPath?.isTryStatement()) found.push(at.parentPath);
  }
  return found;
}

/** True when an error in the block of a `try` always leaves it, whatever its handler and its finalizer do. */
export function letsPass(statement: NodePath<babel.TryStatement>): boolean {
  const handler = statement.get('handler') as NodePath;
  const finalizer = statement.get('finalizer') as NodePath;
  const isOverruled =
    finalizer.isBlockStatement() &&
    [...ownPaths(finalizer)].some((path) => path.isReturnStatement() || path.isBreakStatement() || path.isContinueStatement());
  return !isOverruled && (!handler.isCatchClause() || alwaysThrows(handler));
}

/** True when a handler or a finalizer uses the connection, or what was made of it. */
export function isUsedInClauses(statement: NodePath<babel.TryStatement>, isConnection: (path: NodePath) => boolean): boolean {
  const clauses = [statement.get('handler') as NodePath, statement.get('finalizer') as NodePath];
  return clauses.some(
    (clause) => isPath(clause) && [...allPaths(clause)].some((path) => isConnection(path) || isMadeOf(path, isConnection)),
  );
}

function isMadeOf(path: NodePath, isConnection: (path: NodePath) => boolean): boolean {
  const declarator = bindingOf(path)?.path;
  const init = declarator?.isVariableDeclarator() === true ? (declarator.get('init') as NodePath) : null;
  return init !== null && isPath(init) && [...allPaths(init)].some(isConnection);
}

function isPath({ node }: NodePath): boolean {
  return node !== null && node !== undefined;
}

/** True when the path stands in a loop of its function. */
export function isInLoop(path: NodePath, from: FunctionPath): boolean {
  for (let at: NodePath | null = path; at !== null && at.node !== from.node; at = at.parentPath) if (at.isLoop()) return true;
  return false;
}
