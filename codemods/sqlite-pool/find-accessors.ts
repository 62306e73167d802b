import type { SyntaxNode } from 'codex-codemod';
import { calleeOf, parameterFor } from './callees.js';
import type { Makers } from './find-makers.js';
import { slotKey } from './find-reads.js';
import type { Slot, Slots } from './find-slots.js';
import { type FunctionFacts, inside } from './functions.js';
import { leavesOf, returnedLeaves } from './leaves.js';
import type { Reading } from './reading.js';

/** A function that hands out what is in a slot. */
export interface Accessor {
  readonly facts: FunctionFacts;
  readonly slot: Slot;
  /** True when it may also hand out a connection that is not in the slot, for another reason than that it was empty. */
  readonly mixed: boolean;
}

/** What the functions of a file do with the slots. */
export interface Doers {
  readonly accessors: ReadonlyMap<FunctionFacts, Accessor>;
  /** Functions that put one of their parameters into a slot, with its name. */
  readonly releasers: ReadonlyMap<FunctionFacts, string>;
  /** The slot that an expression gets a connection from, by reading it or through an accessor. */
  slotOf(leaf: SyntaxNode): Slot | null;
}

/** An accessor that calls an accessor that calls an accessor is the most that is followed. */
const ROUNDS = 3;

export function findDoers(reading: Reading, makers: Makers, slots: Slots): Doers {
  const accessors = new Map<FunctionFacts, Accessor>();
  const slotOf = (leaf: SyntaxNode): Slot | null => {
    const read = slots.reads.get(leaf);
    const direct = read === undefined ? undefined : slots.byKey.get(slotKey(read) ?? '');
    if (direct !== undefined) return direct;
    const callee = calleeOf(leaf, reading);
    return callee === null ? null : (accessors.get(callee)?.slot ?? null);
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const facts of reading.functions) {
      if (accessors.has(facts) || facts.yields.length > 0) continue;
      const accessor = accessorOf(facts, reading, makers, slots, slotOf);
      if (accessor !== null) accessors.set(facts, accessor);
    }
  }
  return { accessors, releasers: findReleasers(reading, slots), slotOf };
}

function accessorOf(
  facts: FunctionFacts,
  reading: Reading,
  makers: Makers,
  slots: Slots,
  slotOf: (leaf: SyntaxNode) => Slot | null,
): Accessor | null {
  const leaves = returnedLeaves(inside(facts.body), reading).filter(
    (leaf) => leaf.type !== 'none' && calleeOf(leaf, reading) !== facts,
  );
  const stored = storedBy(facts, slots, reading);
  const owners = leaves.map((leaf) => slotOf(leaf) ?? stored.get(leaf) ?? null);
  const slot = owners.find((owner) => owner !== null) ?? null;
  if (slot === null || owners.some((owner) => owner !== null && owner !== slot)) return null;
  const others = leaves.filter((_, index) => owners[index] === null);
  if (others.some((leaf) => makers.driverOfNew(leaf) === null)) return null;
  const takes = slot.reads.some((read) => read.takes && read.node.closest('function_definition') === facts.node);
  return { facts, slot, mixed: others.length > 0 && !takes };
}

/** The new connections that a function puts into slots, by the expression that makes them. */
export function storedBy(facts: FunctionFacts, slots: Slots, reading: Reading): ReadonlyMap<SyntaxNode, Slot> {
  const stored = new Map<SyntaxNode, Slot>();
  for (const store of slots.stores) {
    const slot = store.inside === facts ? slots.byKey.get(slotKey(store) ?? '') : undefined;
    if (slot === undefined) continue;
    // What is made after the store, in another branch, is not what was stored.
    for (const leaf of leavesOf(store.value, reading)) if (leaf.start < store.node.end) stored.set(leaf, slot);
  }
  return stored;
}

function findReleasers(reading: Reading, slots: Slots): ReadonlyMap<FunctionFacts, string> {
  const releasers = new Map<FunctionFacts, string>();
  for (const store of slots.stores) {
    const { value, inside: facts } = store;
    if (facts === null || !slots.byKey.has(slotKey(store) ?? '')) continue;
    const parameter = parameterName(value, facts, reading);
    if (parameter !== null) releasers.set(facts, parameter);
  }
  for (const call of reading.file.root.ofType('call')) {
    const [callee, caller] = [calleeOf(call, reading), reading.functionAround(call)];
    const passed = callee === null ? undefined : releasers.get(callee);
    if (callee === null || caller === null || passed === undefined) continue;
    for (const argument of call.child('arguments')?.namedChildren ?? []) {
      const name = parameterName(argument, caller, reading);
      if (name !== null && parameterFor(argument, call, callee) === passed) releasers.set(caller, name);
    }
  }
  return releasers;
}

function parameterName(value: SyntaxNode, facts: FunctionFacts, reading: Reading): string | null {
  if (value.type !== 'identifier' || !facts.parameters.includes(value.text)) return null;
  const resolution = reading.scope.resolve(value);
  return resolution.kind === 'bound' && resolution.binding.scope === facts.scope ? value.text : null;
}
