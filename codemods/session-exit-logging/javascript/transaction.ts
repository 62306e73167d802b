import type { Case } from './case.js';
import { connectionOf, insertsRecord, sharesWork } from './record-writes.js';
import { isCall, memberName, running } from './syntax.js';
import type { Unit } from './units.js';

/** True where a unit inserts its record on a connection on which the function changes other rows, or rolls back. */
export function isInShared({ exit }: Case, unit: Unit): boolean {
  const connections = new Set(
    unit.events.flatMap(({ call, isAwaited }) => {
      const connection = insertsRecord(call, isAwaited) ? connectionOf(call) : null;
      return connection === null ? [] : [memberName(connection)];
    }),
  );
  if (connections.size === 0) return false;
  return running(exit.body).some((node) => {
    const connection = isCall(node) && sharesWork(node) ? connectionOf(node) : null;
    return connection !== null && connections.has(memberName(connection));
  });
}
