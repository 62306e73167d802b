import type { Edit, NodePath } from 'codex-codemod';
import { GIVEN_BACK_ELSEWHERE } from './find-stray-loans.js';
import { givingBack, isGiving } from './give-back.js';
import { enclosingTry, inFinally, inHandler } from './give-in-clause.js';
import { onTheWay } from './give-on-the-way.js';
import type { Loan } from './loan.js';
import { beginsOn, seesToFailures } from './protection.js';
import { isInside, type Reading, rangeOf } from './reading.js';
import type { Decision, Refusal } from './refusal.js';
import { stepOf } from './sql.js';
import { allPaths, following, functionOf, outer, staticText } from './syntax.js';

const LEAKS = 'a failure would leave the connection out of its pool, and nobody would close it';
const OPEN = 'a failure would give the connection back to its pool with its transaction open';

/** What becomes of a connection that a function takes out of a pool. */
export function decideLoan(loan: Loan, reading: Reading): Decision {
  const at = rangeOf(loan.at);
  const ends = givingBack(loan);
  if (seesToFailures(loan.from) || ends.some((end) => functionOf(end)?.node !== loan.from.node)) return null;
  if (ends.length === 0) return neverGivenBack(loan);
  const [first] = following(loan.taken);
  if (first !== undefined && isGiving(first, ends)) return null;
  const finalizer = ends.find((end) => enclosingTry(end, 'finalizer', loan) !== null);
  const handler = ends.find((end) => enclosingTry(end, 'handler', loan) !== null);
  const isInClause = (finalizer ?? handler) !== undefined;
  if (isInClause && !begins(loan)) return null;
  const obstacle = obstacleOf(loan, ends);
  if (obstacle !== null) return { ...obstacle, at };
  const edits = editsFor(loan, { finalizer, handler }, ends, reading);
  return typeof edits === 'string' ? { code: edits, at } : { at, reason: isInClause ? OPEN : LEAKS, edits, caveat: '' };
}

function neverGivenBack(loan: Loan): Decision {
  const at = rangeOf(loan.at);
  if (!escapes(loan)) return { code: 'POOL012', at, why: 'nor when all goes well' };
  return beginsOn(loan.from, loan.connection) ? { code: 'POOL008', at, why: GIVEN_BACK_ELSEWHERE } : null;
}

/** True when the connection goes elsewhere: then somebody else may give it back. */
function escapes({ connection }: Loan): boolean {
  return connection.referencePaths.some((use) => {
    const { path, parent } = outer(use);
    return !(parent?.isMemberExpression() === true && path.key === 'object');
  });
}

/** True when the function begins a transaction, on whatever connection. */
function begins({ from }: Loan): boolean {
  return [...allPaths(from)].some((path) => /^(?:begin|script|savepoint)$/.test(stepOf(staticText(path.node) ?? '') ?? ''));
}

function obstacleOf(loan: Loan, ends: readonly NodePath[]): Pick<Refusal, 'code' | 'why'> | null {
  if (isUsedInClause(loan, ends)) return { code: 'POOL002', why: 'what handles the failure uses the connection' };
  if (loan.inMemory) return { code: 'POOL006', why: 'the database may be in memory, and would go with its connection' };
  return loan.isMadeAnew ? null : { code: 'POOL006' };
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

/** The edits, or the code of what is in their way. */
function editsFor(
  loan: Loan,
  { finalizer, handler }: { readonly finalizer: NodePath | undefined; readonly handler: NodePath | undefined },
  ends: readonly NodePath[],
  reading: Reading,
): readonly Edit[] | Refusal['code'] {
  if (finalizer !== undefined) return inFinally(loan, finalizer, ends, reading);
  return handler === undefined ? onTheWay(loan, ends, reading) : inHandler(loan, handler, reading);
}
