import { type babel, type Edit, insertAt, type NodePath, replaceRange } from 'codex-codemod';
import { freshName } from './eviction.js';
import type { Loan } from './find-loans.js';
import { GIVEN_BACK_ELSEWHERE } from './find-stray-loans.js';
import { discardOf, givingBack, givingBackMarked } from './give-back.js';
import { isHarmless } from './harmless.js';
import { alwaysThrows, beginsOn, seesToFailures } from './protection.js';
import { isInside, type Reading, rangeOf } from './reading.js';
import type { Decision, Refusal } from './refusal.js';
import { stepOf } from './sql.js';
import { allPaths, following, functionOf, listStatement, memberName, outer, ownPaths, staticText } from './syntax.js';

const LEAKS = 'a failure would leave the connection out of its pool, and nobody would close it';
const OPEN = 'a failure would give the connection back to its pool with its transaction open';

/** What becomes of a connection that a function takes out of a pool. */
export function decideLoan(loan: Loan, reading: Reading): Decision {
  const refuse = (code: Refusal['code'], why?: string): Refusal => ({
    code,
    at: rangeOf(loan.at),
    ...(why === undefined ? {} : { why }),
  });
  const ends = givingBack(loan);
  if (seesToFailures(loan.from) || ends.some((end) => functionOf(end)?.node !== loan.from.node)) return null;
  if (ends.length === 0 && !escapes(loan)) return refuse('POOL012', 'nor when all goes well');
  if (ends.length === 0) return beginsOn(loan.from, loan.connection) ? refuse('POOL008', GIVEN_BACK_ELSEWHERE) : null;
  const [first] = following(loan.taken);
  if (first !== undefined && isGiving(first, ends)) return null;
  const begins = [...allPaths(loan.from)].some((path) =>
    /^(?:begin|script|savepoint)$/.test(stepOf(staticText(path.node) ?? '') ?? ''),
  );
  const finalizer = ends.find((end) => enclosingTry(end, 'finalizer', loan) !== null);
  const handler = ends.find((end) => enclosingTry(end, 'handler', loan) !== null);
  if ((finalizer ?? handler) !== undefined && !begins) return null;
  if (isUsedInClause(loan, ends)) return refuse('POOL002', 'what handles the failure uses the connection');
  if (loan.inMemory) return refuse('POOL006', 'the database may be in memory, and would go with its connection');
  if (!loan.isMadeAnew) return refuse('POOL006');
  const edits =
    finalizer !== undefined
      ? inFinally(loan, finalizer, ends, reading)
      : handler !== undefined
        ? inHandler(loan, handler, reading)
        : onTheWay(loan, ends, reading);
  if (typeof edits === 'string') return refuse(edits);
  return { at: rangeOf(loan.at), reason: finalizer === undefined && handler === undefined ? LEAKS : OPEN, edits, caveat: '' };
}

/** True when a handler or a finalizer does more with it than giving it back. */
function isUsedInClause({ connection, from }: Loan, ends: readonly NodePath[]): boolean {
  return connection.referencePaths.some((use) => {
    if (ends.some((end) => isInside(use, rangeOf(end)))) return false;
    for (let at: NodePath | null = use; at !== null && at.node !== from.node; at = at.parentPath) {
      if (at.isCatchClause() || at.key === 'finalizer') return true;
    }
    return false;
  });
}

/** How a handler of ours calls the error. */
function errorName({ pool, connection }: Loan): string {
  return freshName('error', { container: pool.text, connection: connection.identifier.name, key: null });
}

/** True when the connection goes elsewhere: then somebody else may give it back. */
function escapes({ connection }: Loan): boolean {
  return connection.referencePaths.some((use) => {
    const { path, parent } = outer(use);
    return !(parent?.isMemberExpression() === true && path.key === 'object');
  });
}

/** The `try` behind the taking statement in whose part a node stands. */
function enclosingTry(
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
function inFinally(loan: Loan, end: NodePath, ends: readonly NodePath[], reading: Reading): readonly Edit[] | Refusal['code'] {
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

/** Puts statements at the start of the handler, or adds one that throws again. */
function discardIn(
  statement: NodePath<babel.TryStatement>,
  handler: NodePath,
  discard: (error: string | null) => string,
  error: string,
  { style }: Reading,
): readonly Edit[] | null {
  if (!handler.isCatchClause())
    return style.addClauses(statement, { catch: { name: error, body: `${discard(error)}\nthrow ${error};` } });
  const param = handler.node.param;
  return style.insertAtStart(handler.get('body'), discard(param?.type === 'Identifier' ? param.name : null));
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
function inHandler(loan: Loan, end: NodePath, { file }: Reading): readonly Edit[] | Refusal['code'] {
  if (loan.pool.kind !== 'generic-pool' || !end.isCallExpression()) return 'POOL014';
  const callee = end.get('callee') as NodePath;
  if (!callee.isMemberExpression() || callee.node.computed || memberName(callee.node) !== 'release') return 'POOL014';
  return [replaceRange(file.text, rangeOf(callee.get('property') as NodePath), 'destroy')];
}

/** It is given back when all goes well: a failure before that discards it. */
function onTheWay(loan: Loan, ends: readonly NodePath[], reading: Reading): readonly Edit[] | Refusal['code'] {
  const { style } = reading;
  const statements = following(loan.taken);
  const index = statements.findLastIndex((statement) => ends.some((end) => isInside(end, rangeOf(statement))));
  const [first] = statements;
  const last = statements[index];
  if (first === undefined || last === undefined || !statements.slice(0, index + 1).every((one) => isSettled(one, last, ends)))
    return 'POOL012';
  const error = errorName(loan);
  const discard = (name: string | null): string => [discardOf(loan, name), givingBackMarked(loan) ?? []].flat().join('\n');
  if (last.isTryStatement()) return index === 0 ? aroundGiving(loan, last, discard, error, reading) : 'POOL012';
  if (!isGiving(last, ends)) return 'POOL012';
  const clause = { catch: { name: error, body: `${discard(error)}\nthrow ${error};` } };
  const exact = style.wrapInTry({ first, last }, clause);
  if (exact !== null) return exact;
  const rest = statements.slice(index + 1);
  const end = rest.at(-1);
  return (end !== undefined && rest.every(isHarmless) ? style.wrapInTry({ first, last: end }, clause) : null) ?? 'POOL012';
}

/** The last statement of a `try` gives it back. */
function aroundGiving(
  { connection }: Loan,
  statement: NodePath<babel.TryStatement>,
  discard: (error: string | null) => string,
  error: string,
  reading: Reading,
): readonly Edit[] | Refusal['code'] {
  const handler = statement.get('handler') as NodePath;
  const end = rangeOf(statement.get('block')).end;
  const isUsedBehind = connection.referencePaths.some((use) => rangeOf(use).start >= end);
  if (isUsedBehind) return 'POOL012';
  return discardIn(statement, handler, discard, error, reading) ?? 'POOL014';
}

/** `pool.release(connection);` as a statement. */
function isGiving(statement: NodePath, ends: readonly NodePath[]): boolean {
  if (!statement.isExpressionStatement()) return false;
  const value = statement.get('expression') as NodePath;
  const call = value.isAwaitExpression() ? value.get('argument') : value;
  return ends.some((end) => end.node === call.node);
}

/** True when every way out of a statement gives the connection back as the last thing that may fail. */
function isSettled(statement: NodePath, last: NodePath, ends: readonly NodePath[]): boolean {
  return [...ownPaths(statement)].every((path) => {
    if (path.isReturnStatement()) return isBehindGiving(path, ends);
    if (path.isBreakStatement() || path.isContinueStatement()) return !leaves(path, statement);
    if (!path.isStatement() || !isGiving(path, ends)) return true;
    if (path.node === statement.node) return path.node === last.node;
    const behind = following(path);
    const isEnd = behind.some((one) => one.isReturnStatement()) || isAtEnd(path, statement);
    return path.inList && behind.every(isHarmless) && isEnd;
  });
}

/** The end of the block of a `try` that is the statement itself. */
function isAtEnd(path: NodePath, statement: NodePath): boolean {
  return path.parentPath?.key === 'block' && path.parentPath.parentPath?.node === statement.node;
}

function isBehindGiving(path: NodePath, ends: readonly NodePath[]): boolean {
  return isHarmless(path) && path.inList && path.getAllPrevSiblings().some((before) => isGiving(before, ends));
}

/** True when a jump leads out of the statement. */
function leaves(jump: NodePath, statement: NodePath): boolean {
  if ('label' in jump.node && jump.node.label !== null) return true;
  for (let at: NodePath | null = jump; at !== null; at = at.parentPath) {
    if (at.isLoop() || (at.isSwitchStatement() && jump.isBreakStatement())) return false;
    if (at.node === statement.node) return true;
  }
  return true;
}
