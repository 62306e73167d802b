import type { JavaScriptFile, JavaScriptServices } from 'codex-codemod';
import { decideLoan } from './decide-loan.js';
import { decideTransaction } from './decide-transaction.js';
import { Evaluation } from './evaluate.js';
import { findLoans } from './find-loans.js';
import { findPools } from './find-slots.js';
import { strayFromLists, strayFromMakers, strayFromPools } from './find-stray-loans.js';
import { findTransactions, isUnclear } from './find-transactions.js';
import { strayFromAccessors } from './find-unfollowed.js';
import { seesToFailures } from './protection.js';
import { rangeOf, readFile } from './reading.js';
import type { Refusal, Repair } from './refusal.js';

/** What is to be done about the pooled connections of a file. */
export function decideFile(file: JavaScriptFile, services: JavaScriptServices): readonly (Repair | Refusal)[] {
  const reading = readFile(file, services);
  const pools = findPools(reading);
  const evaluation = new Evaluation(reading, pools);
  const loans = findLoans(reading, pools, evaluation);
  const begun = pools.slots.length === 0 ? [] : findTransactions(reading, evaluation);
  const transactions = begun.flatMap((found): readonly (Repair | Refusal)[] => {
    if (!isUnclear(found) && found.slot.kind === 'list') return [];
    if (isUnclear(found)) return seesToFailures(found.from) ? [] : [{ code: found.code, at: rangeOf(found.begin.call) }];
    const decision = decideTransaction(found, pools, evaluation, reading);
    return decision === null ? [] : [decision];
  });
  const lent = loans.map((loan) => decideLoan(loan, reading)).filter((decision) => decision !== null);
  const stray = [
    ...strayFromPools(loans, reading, pools),
    ...strayFromLists(loans, begun),
    ...strayFromMakers(pools),
    ...strayFromAccessors(reading, pools, evaluation),
  ];
  return [...lent, ...stray, ...transactions];
}
