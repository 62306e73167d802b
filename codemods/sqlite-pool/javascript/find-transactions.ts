import type { Driver } from './drivers.js';
import type { Evaluation } from './evaluate.js';
import type { Reading } from './reading.js';
import type { Slot } from './slot.js';
import { type TransactionCall, transactionCall } from './sql.js';
import { type FunctionPath, functionOf } from './syntax.js';

/** A transaction that is begun on a connection of a slot. */
export interface Transaction {
  readonly begin: TransactionCall;
  readonly slot: Slot;
  readonly driver: Driver;
  readonly from: FunctionPath;
}

/** A transaction on what may be a connection of a slot, or of several drivers. */
export interface Unclear {
  readonly begin: TransactionCall;
  readonly from: FunctionPath;
  readonly code: 'POOL002' | 'POOL009';
}

/** The transactions that functions of the file begin on pooled connections. */
export function findTransactions(reading: Reading, evaluation: Evaluation): readonly (Transaction | Unclear)[] {
  return reading.paths.flatMap((path): readonly (Transaction | Unclear)[] => {
    const begin = transactionCall(path);
    const from = begin === null ? null : functionOf(begin.call);
    if (begin === null || from === null || !/^(?:begin|savepoint|script)$/.test(begin.step)) return [];
    const { slots, other } = evaluation.held(begin.connection);
    const [slot] = slots;
    if (slot === undefined) return [];
    const [driver, ...more] = new Set([...slots].flatMap((one) => [...one.drivers]));
    if (driver === undefined || more.length > 0) return [{ begin, from, code: 'POOL009' }];
    return slots.size > 1 || other ? [{ begin, from, code: 'POOL002' }] : [{ begin, slot, driver, from }];
  });
}

export function isUnclear(found: Transaction | Unclear): found is Unclear {
  return 'code' in found;
}
