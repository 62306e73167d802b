import type { SyntaxNode } from 'codex-codemod';
import type { Surroundings } from './find-holders.js';
import type { Slot } from './find-slots.js';
import { leavesOf } from './leaves.js';

/**
 * True when the connections of a slot are in autocommit mode and nothing in the file begins a transaction: then a
 * failure leaves none open. https://docs.python.org/3/library/sqlite3.html#transaction-control
 */
export function neverBegins(slot: Slot, { reading, makers }: Surroundings): boolean {
  if (/\b(BEGIN|SAVEPOINT)\b/i.test(reading.file.text)) return false;
  if (slot.driver.autocommit) return true;
  const calls = slot.stores.flatMap(({ value }) => leavesOf(value, reading).flatMap((leaf) => makers.connectsBehind(leaf)));
  return calls.length > 0 && calls.every(isAutocommit);
}

function isAutocommit(call: SyntaxNode): boolean {
  return (call.child('arguments')?.namedChildren ?? []).some((argument) => {
    const [name, value] = [argument.child('name')?.text, argument.child('value')?.text];
    return (name === 'isolation_level' && value === 'None') || (name === 'autocommit' && value === 'True');
  });
}
