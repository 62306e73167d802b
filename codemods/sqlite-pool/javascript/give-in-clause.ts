import { type babel, type Edit, insertAt, type NodePath, replaceRange } from 'codex-codemod';
import { discardIn, errorName } from './discard-in.js';
import { discardOf } from './give-back.js';
import { isHarmless } from './harmless.js';
import type { Loan } from './loan.js';
import { alwaysThrows } from './protection.js';
import { type Reading, rangeOf } from './reading.js';
import type { Refusal } from './refusal.js';
import { following, listStatement, memberName, outer } from './syntax.js';

/** The `try` behind the taking statement in whose part a node stands. */
export function enclosingTry(
  path: NodePath,
  part: 'block' | 'finalizer' | 'handler',
  { taken }: Loan,
): NodePath<babel.TryStatement> | null {
  for (let at: NodePath | null = path; at !== null && !at.isFunction(); at = at.parentPath) {
    if (at.key !== part || !at.parentPath?.isTryStatement()) continue;
    return at.parentPath.container === taken.container && Number(at.parentPath.key) > Number(taken.key) ? at.parentPath : null;
  }
  return null;
}

/** It is given back in a `finally`: only if nothing has failed. */
export function inFinally(
  loan: Loan,
  end: NodePath,
  ends: readonly NodePath[],
  reading: Reading,
): readonly Edit[] | Refusal['code'] {
  const { style } = reading;
  const statement = enclosingTry(end, 'finalizer', loan);
  if (statement === null || ends.length > 1 || !isRightBehind(statement, loan)) return 'POOL012';
  const handler = statement.get('handler') as NodePath;
  if (handler.isCatchClause() && !alwaysThrows(handler)) return 'POOL004';
  const error = errorName(loan);
  if (loan.pool.kind === 'knex')
    return discardIn(statement, handler, (name) => discardOf(loan, name), error, reading) ?? 'POOL014';
  const giving = outer(end);
  const line = giving.parent?.isAwaitExpression() === true ? giving.parent.parentPath : giving.parent;
  if (!line?.isExpressionStatement() || listStatement(line)?.node !== line.node) return 'POOL014';
  const failed = style.freeName('failed');
  const flag = style.insertBefore(statement, `let ${failed} = false;`);
  const clause = discardIn(statement, handler, (name) => `${failed} = true;\n${discardOf(loan, name)}`, error, reading);
  if (flag === null || clause === null) return 'POOL014';
  return [...flag, ...clause, insertAt(rangeOf(line).start, `if (!${failed}) `)];
}

/** True when nothing that may fail stands between. */
function isRightBehind(statement: NodePath, { taken }: Loan): boolean {
  const behind = following(taken);
  const index = behind.findIndex(({ node }) => node === statement.node);
  return index >= 0 && behind.slice(0, index).every((between) => isPlainDeclaration(between) || isHarmless(between));
}

function isPlainDeclaration(statement: NodePath): boolean {
  return (
    statement.isVariableDeclaration() &&
    statement.get('declarations').every((one) => {
      const init = one.get('init') as NodePath;
      return one.node.id.type === 'Identifier' && (init.node === null || init.node === undefined || isHarmless(init));
    })
  );
}

/** A handler gives it back: there it is destroyed instead. */
export function inHandler(loan: Loan, end: NodePath, { file }: Reading): readonly Edit[] | Refusal['code'] {
  if (loan.pool.kind !== 'generic-pool' || !end.isCallExpression()) return 'POOL014';
  const callee = end.get('callee') as NodePath;
  if (!callee.isMemberExpression() || callee.node.computed || memberName(callee.node) !== 'release') return 'POOL014';
  return [replaceRange(file.text, rangeOf(callee.get('property') as NodePath), 'destroy')];
}
