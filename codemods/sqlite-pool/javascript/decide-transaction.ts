import type { Evaluation } from './evaluate.js';
import { evictionOf } from './eviction.js';
import { namesOf } from './find-names.js';
import { givesWay, type Region, rangeOfRegion, regionOf, yields } from './find-region.js';
import type { Pools } from './find-slots.js';
import type { Transaction } from './find-transactions.js';
import { isLeftOpen } from './left-open.js';
import { commitsFailures, handsOn, seesToFailures } from './protection.js';
import { isInside, type Reading, rangeOf } from './reading.js';
import type { Decision, Refusal } from './refusal.js';
import { editsFor } from './transaction-edits.js';
import { endingFor, type Repairable } from './transaction-ending.js';
import { isUnawaited } from './unawaited.js';

const REASON = 'a failure between BEGIN and COMMIT would leave the transaction open on a connection that is handed out again';
const SHARED =
  'the function waits while its transaction is open: what others do on the same connection meanwhile is rolled back with it';
const ELSEWHERE = 'what is begun here is committed elsewhere, or on some ways only';

/** Why a transaction is left as it is. */
type Reason = Pick<Refusal, 'code' | 'why'>;

/** What becomes of a transaction that is begun on a pooled connection. */
export function decideTransaction(transaction: Transaction, pools: Pools, evaluation: Evaluation, reading: Reading): Decision {
  if (seesToFailures(transaction.from)) return null;
  const at = rangeOf(transaction.begin.call);
  const found = repairable(transaction, evaluation, reading);
  if ('code' in found) return { ...found, at };
  const ending = endingFor(found, pools, evaluation, reading);
  if (ending === null) {
    return { code: 'POOL014', at, why: 'whether the transaction is still open cannot be told where the repair would stand' };
  }
  const edits = editsFor(found, ending, reading);
  if (typeof edits === 'string') return { code: edits, at };
  if (isLeftOpen(found.region, transaction, evaluation)) return { code: 'POOL013', at, why: ELSEWHERE };
  const isShared = givesWay(found.region) && transaction.slot.kind !== 'list';
  return { at, reason: REASON, edits, caveat: isShared ? SHARED : '' };
}

/** What can be repaired, or the first reason why nothing can. */
function repairable(transaction: Transaction, evaluation: Evaluation, reading: Reading): Repairable | Reason {
  const obstacle = obstacleOf(transaction);
  if (obstacle !== null) return obstacle;
  const region = regionOf(transaction, evaluation);
  if (region === 'no-commit') return { code: 'POOL013', why: ELSEWHERE };
  if (region === 'not-a-statement') return { code: 'POOL014', why: 'BEGIN is no statement of its own' };
  if (yields(region)) return { code: 'POOL003' };
  if (isUnawaited(transaction, region, evaluation)) {
    return { code: 'POOL017', why: 'a promise of the connection is not awaited' };
  }
  const names = namesOf(transaction, evaluation, reading);
  if (typeof names === 'string') return { code: names.startsWith('the name') ? 'POOL002' : 'POOL014', why: names };
  const eviction = evictionOf(transaction.slot, names, reading);
  if ('code' in eviction) return eviction;
  if (names.connection === null && givesWay(region)) {
    return { code: 'POOL002', why: 'the slot may hold another connection after the function has waited' };
  }
  if (names.connection === null && isReassigned(transaction, region)) return { code: 'POOL002' };
  return { transaction, region, names, eviction };
}

/** What stands in the way of every repair, wherever the transaction ends. */
function obstacleOf({ begin, from, driver }: Transaction): Reason | null {
  if (begin.call.isOptionalCallExpression()) return { code: 'POOL002', why: 'there may be no connection at all' };
  if (driver.calls === 'callback') return { code: 'POOL017', why: 'sqlite3 tells of failures in callbacks' };
  if (handsOn(from, begin.connection)) return { code: 'POOL008' };
  const clause = commitsFailures(from);
  if (clause !== null) {
    return { code: 'POOL014', why: `a ${clause} commits, and whether it should is for its author to decide` };
  }
  if (begin.step === 'savepoint') {
    return { code: 'POOL013', why: 'a savepoint may stand in the transaction of another function' };
  }
  return begin.step === 'script' ? { code: 'POOL014', why: 'BEGIN and what follows stand in one text' } : null;
}

function isReassigned({ slot }: Transaction, region: Region): boolean {
  const { home } = slot;
  if (home.kind === 'field') return true;
  return home.binding.constantViolations.some((one) => isInside(one, rangeOfRegion(region)));
}
