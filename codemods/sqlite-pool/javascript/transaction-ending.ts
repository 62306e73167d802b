import { discarding, rollingBack } from './ending.js';
import type { Evaluation } from './evaluate.js';
import type { Eviction, Names } from './eviction.js';
import { givesWay, type Region } from './find-region.js';
import type { Pools } from './find-slots.js';
import type { Transaction } from './find-transactions.js';
import { mayBeInMemory } from './in-memory.js';
import { isAlone, isLeft } from './is-alone.js';
import { type Reading, textOf } from './reading.js';
import { transactionCall } from './sql.js';
import { outer, ownPaths } from './syntax.js';

/** A transaction that can be repaired, and the names for it. */
export interface Repairable {
  readonly transaction: Transaction;
  readonly region: Region;
  readonly names: Names;
  readonly eviction: Eviction;
}

/** What is done after a failure. */
export interface Ending {
  readonly text: string;
  /** What is done where the transaction may be over already; null where that cannot be told. */
  readonly later: string | null;
}

/** Discards the connection where nobody else can have it; else it is rolled back first. */
export function endingFor(
  { transaction, region, names, eviction }: Repairable,
  pools: Pools,
  evaluation: Evaluation,
  reading: Reading,
): Ending | null {
  const { slot, driver } = transaction;
  const connection = names.connection ?? textOf(reading, outer(transaction.begin.connection).path);
  const origins = [...pools.opened.values()].filter(({ slots }) => slots.has(slot)).map(({ origin }) => origin);
  const closes =
    driver.closeEnds &&
    !givesWay(region) &&
    !mayBeInMemory(origins, reading) &&
    isAlone(transaction, evaluation, reading) &&
    isLeftBy(region, transaction, evaluation);
  const rollback = rollingBack(connection, driver, eviction);
  // A rollback where none is needed is an error, and what fails to roll back is discarded.
  const later = driver.tells === null ? null : rollback;
  if (closes) return { text: discarding(connection, driver, eviction), later };
  return driver.tells === null && mayBeOver(region) ? null : { text: rollback, later };
}

/** The same for the `try` that the repair becomes a part of. */
function isLeftBy({ statements }: Region, { slot }: Transaction, evaluation: Evaluation): boolean {
  return statements.every((statement) => !statement.isTryStatement() || isLeft(statement, slot, evaluation));
}

/** True when the region itself rolls back on some ways. */
function mayBeOver({ statements }: Region): boolean {
  return statements.some((statement) => [...ownPaths(statement)].some((path) => transactionCall(path)?.step === 'rollback'));
}
