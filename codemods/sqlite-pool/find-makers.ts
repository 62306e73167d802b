import type { SyntaxNode } from 'codex-codemod';
import { calleeOf } from './callees.js';
import { type Driver, driverOf } from './drivers.js';
import { type FunctionFacts, inside } from './functions.js';
import { returnedLeaves } from './leaves.js';
import { calledName } from './place-kinds.js';
import type { Reading } from './reading.js';

/** How new connections are made: by the driver, or by functions of this module that do nothing but make one. */
export interface Makers {
  /** The driver of the connection that a call opens, or null. */
  driverOfNew(call: SyntaxNode): Driver | null;
  /** The calls of the driver behind a call that opens a connection. */
  connectsBehind(call: SyntaxNode): readonly SyntaxNode[];
  readonly functions: ReadonlySet<FunctionFacts>;
}

/** A maker that calls a maker that calls a maker is the most that is followed. */
const ROUNDS = 3;

export function findMakers(reading: Reading): Makers {
  const known = new Map<FunctionFacts, { driver: Driver; connects: readonly SyntaxNode[] }>();
  const look = (call: SyntaxNode): { driver: Driver; connects: readonly SyntaxNode[] } | null => {
    if (call.type !== 'call') return null;
    const driver = driverOf(calledName(call, reading) ?? '');
    if (driver !== null) return { driver, connects: [call] };
    const callee = calleeOf(call, reading);
    return callee === null ? null : (known.get(callee) ?? null);
  };
  for (let round = 0, before = -1; round < ROUNDS && known.size > before; round++) {
    before = known.size;
    for (const facts of reading.functions) {
      if (known.has(facts) || facts.yields.length > 0) continue;
      const leaves = returnedLeaves(inside(facts.body), reading).filter(({ type }) => type !== 'none');
      const found = leaves.map(look);
      const [first] = found;
      if (first == null || !found.every((one) => one !== null && one.driver.module === first.driver.module)) continue;
      known.set(facts, { driver: first.driver, connects: found.flatMap((one) => one?.connects ?? []) });
    }
  }
  return {
    driverOfNew: (call) => look(call)?.driver ?? null,
    connectsBehind: (call) => look(call)?.connects ?? [],
    functions: new Set(known.keys()),
  };
}
