import type { NodePath } from 'codex-codemod';
import type { Driver } from './drivers.js';
import type { Evaluation } from './evaluate.js';
import type { Pools } from './find-slots.js';
import { NOT_FOLLOWED } from './find-stray-loans.js';
import { isSamePlace } from './place.js';
import { seesToFailures } from './protection.js';
import { type Reading, rangeOf } from './reading.js';
import type { Refusal } from './refusal.js';
import { sourcesOf } from './sources.js';
import { transactionCall } from './sql.js';
import { bare, type FunctionPath, functionOf, methodCall, returnsOf } from './syntax.js';
import { isAskedOf } from './unfollowed-accessor.js';

/**
 * Transactions on connections of pools that the file keeps, by ways that are not followed: `store.get(key)` of an object of a
 * class, a closure or an object literal, `state.db`.
 */
export function strayFromAccessors(reading: Reading, pools: Pools, evaluation: Evaluation): readonly Refusal[] {
  if (pools.slots.length === 0 && pools.untracked.length === 0) return [];
  const lends = lendersOf(reading, pools, evaluation);
  return reading.paths.flatMap((path): readonly Refusal[] => {
    const begin = transactionCall(path);
    const from = begin === null ? null : functionOf(begin.call);
    if (begin === null || from === null || !/^(?:begin|script|savepoint)$/.test(begin.step)) return [];
    if (evaluation.held(begin.connection).slots.size > 0 || seesToFailures(from)) return [];
    const sources = sourcesOf(begin.connection);
    if (sources.some((source) => isMade(source, pools))) return [];
    const [driver] = sources.flatMap((source) => lends(source) ?? []);
    if (driver === undefined) return [];
    const at = rangeOf(begin.call);
    return [driver.calls === 'callback' ? { code: 'POOL017', at } : { code: 'POOL002', at, why: NOT_FOLLOWED }];
  });
}

/** True for a call of a function that only makes connections, or takes them out of a list: what becomes of it is followed. */
function isMade({ node }: NodePath, { opened }: Pools): boolean {
  const made = opened.get(node);
  return made !== undefined && made.path !== made.origin;
}

type Lends = (source: NodePath) => Driver | null;

/** Tells of an expression what driver's pooled connection it gives, by the places of the file and the functions that return one. */
function lendersOf(reading: Reading, pools: Pools, evaluation: Evaluation): Lends {
  const accessors = new Map<FunctionPath, Driver>();
  const lends: Lends = (source) => {
    for (const { place, driver } of pools.untracked) if (isTakenFrom(source, place)) return driver;
    const called = evaluation.calledFunction(source);
    for (const [accessor, driver] of accessors) {
      if (called === null ? isAskedOf(source, accessor, reading) : called.node === accessor.node) return driver;
    }
    return null;
  };
  const candidates = reading.paths.filter((path): path is FunctionPath => path.isFunction());
  for (const { accessors: own, driver } of pools.untracked) for (const accessor of own) accessors.set(accessor, driver);
  for (let known = -1; known !== accessors.size; ) {
    known = accessors.size;
    for (const candidate of candidates) {
      if (accessors.has(candidate)) continue;
      const driver = driverReturned(candidate, evaluation, lends);
      if (driver !== null) accessors.set(candidate, driver);
    }
  }
  return lends;
}

function driverReturned(candidate: FunctionPath, evaluation: Evaluation, lends: Lends): Driver | null {
  for (const value of returnsOf(candidate)) {
    const [slot] = evaluation.held(value).slots;
    const [driver] = slot === undefined ? sourcesOf(value).flatMap((source) => lends(source) ?? []) : slot.drivers;
    if (driver !== undefined) return driver;
  }
  return null;
}

/** `state.db`, `state.connections[key]`, `state.connections.get(key)`. */
function isTakenFrom(source: NodePath, place: NodePath): boolean {
  if (isSamePlace(source, place)) return true;
  const call = methodCall(source);
  if (call?.method === 'get') return isSamePlace(call.receiver, place);
  const isEntry = source.isMemberExpression() && source.node.computed;
  return isEntry && isSamePlace(bare(source.get('object')), place);
}
