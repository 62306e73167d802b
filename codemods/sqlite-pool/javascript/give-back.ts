import type { NodePath } from 'codex-codemod';
import { quietly, rollback } from './ending.js';
import { homeOf, isSameHome } from './home.js';
import type { Loan } from './loan.js';
import { bindingOf } from './reading.js';
import { allPaths, bare, memberName, methodCall } from './syntax.js';

const GIVES_BACK = { 'generic-pool': /^release$/, knex: /^releaseConnection$/, list: /^(?:push|unshift)$/ };

/** The calls that give the connection back, also those in functions inside of the one that took it. */
export function givingBack({ from, pool, connection }: Loan): readonly NodePath[] {
  return [...allPaths(from)].filter((path) => {
    const call = methodCall(path);
    if (call === null || !GIVES_BACK[pool.kind].test(call.method)) return false;
    const [first] = call.given;
    if (first === undefined || bindingOf(bare(first)) !== connection) return false;
    const receiver = pool.kind === 'knex' ? clientOf(call.receiver) : call.receiver;
    const home = receiver === null ? null : homeOf(receiver);
    return home !== null && isSameHome(home, pool.home);
  });
}

function clientOf(path: NodePath): NodePath | null {
  return path.isMemberExpression() && memberName(path.node) === 'client' ? path.get('object') : null;
}

/** `pool.release(connection);` as a statement. */
export function isGiving(statement: NodePath, ends: readonly NodePath[]): boolean {
  if (!statement.isExpressionStatement()) return false;
  const value = statement.get('expression') as NodePath;
  const call = value.isAwaitExpression() ? value.get('argument') : value;
  return ends.some((end) => end.node === call.node);
}

/**
 * Statements that take the connection out of the pool for good. What knex finds marked it never hands out again, but it looks
 * only when it is next asked for a connection: closing ends the transaction at once. Its own mark: https://github.com/knex/knex/blob/master/lib/execution/runner.js
 *
 * @param error how the error is called where they stand; null where it has no name.
 */
export function discardOf({ pool, connection }: Loan, error: string | null): string {
  const { name } = connection.identifier;
  if (pool.kind === 'knex') {
    return `${name}.__knex__disposed = ${error ?? 'true'};\n${quietly(`await ${pool.text}.destroyRawConnection(${name});`)}`;
  }
  const { driver } = pool;
  const closing =
    pool.kind === 'generic-pool'
      ? `await ${pool.text}.destroy(${name});`
      : `${driver.calls === 'await' ? 'await ' : ''}${name}.close();`;
  // Apart: a rollback fails where BEGIN itself has failed, and the connection has to go all the same.
  return driver.closeEnds ? quietly(closing) : `${quietly(rollback(name, driver))}\n${quietly(closing)}`;
}

/** What knex still has to be given back, when it is marked. */
export function givingBackMarked({ pool, connection }: Loan): string | null {
  return pool.kind === 'knex' ? quietly(`await ${pool.text}.releaseConnection(${connection.identifier.name});`) : null;
}
