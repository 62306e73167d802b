import type { babel, Edit, NodePath } from 'codex-codemod';
import { discardIn, errorName } from './discard-in.js';
import { discardOf, givingBackMarked, isGiving } from './give-back.js';
import { isHarmless } from './harmless.js';
import type { Loan } from './loan.js';
import { isInside, type Reading, rangeOf } from './reading.js';
import type { Refusal } from './refusal.js';
import { following, ownPaths } from './syntax.js';

/** It is given back when all goes well: a failure before that discards it. */
export function onTheWay(loan: Loan, ends: readonly NodePath[], reading: Reading): readonly Edit[] | Refusal['code'] {
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
