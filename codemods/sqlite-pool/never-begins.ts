import type { SyntaxNode } from 'codex-codemod';
import type { Surroundings } from './find-holders.js';
import type { Slot } from './find-slots.js';
import { leavesOf } from './leaves.js';

/**
 * True when the connections of a slot are in autocommit mode and nothing in the file begins a transaction: then a
 * failure leaves none open. https://docs.python.org/3/library/sqlite3.html#transaction-control
 */
export function neverBegins(slot: Slot, surroundings: Surroundings): boolean {
  return !/\b(BEGIN|SAVEPOINT)\b/i.test(surroundings.reading.file.text) && isAutocommit(slot, surroundings);
}

/** True when the connections of a slot begin transactions only where they are told to. */
export function isAutocommit(slot: Slot, { reading, makers }: Surroundings): boolean {
  if (slot.driver.autocommit) return true;
  const calls = slot.stores.flatMap(({ value }) => leavesOf(value, reading).flatMap((leaf) => makers.connectsBehind(leaf)));
  return calls.length > 0 && calls.every(connectsInAutocommit);
}

function connectsInAutocommit(call: SyntaxNode): boolean {
  return (call.child('arguments')?.namedChildren ?? []).some((argument) => {
    const [name, value] = [argument.child('name')?.text, argument.child('value')?.text];
    return (name === 'isolation_level' && value === 'None') || (name === 'autocommit' && value === 'True');
  });
}
