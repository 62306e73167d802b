import type { Binding, SyntaxNode } from 'codex-codemod';
import type { Known } from './classify-use.js';
import { storedBy } from './find-accessors.js';
import type { Makers } from './find-makers.js';
import type { Slot, Slots } from './find-slots.js';
import { findUses, type Uses } from './find-uses.js';
import { type FunctionFacts, inside } from './functions.js';
import { leavesOf, returnedLeaves, valuesOf } from './leaves.js';

/** One name that a function gives a value: which, and what the value can be. */
export interface Acquisition {
  /** The identifier that is bound. */
  readonly node: SyntaxNode;
  readonly leaves: readonly SyntaxNode[];
  /** Those leaves that the slot holds, or will hold. */
  readonly pooled: readonly SyntaxNode[];
}

/** A function that has a connection of a slot in its hands. */
export interface Holder {
  readonly facts: FunctionFacts;
  /** The function in which it gets the connection: for an `__exit__` that is `__enter__`. */
  readonly getter: FunctionFacts;
  readonly slot: Slot;
  /** The name of the connection; null when the slot is spoken of directly, as in `_local.conn.execute(...)`. */
  readonly name: Binding | null;
  readonly acquisitions: readonly Acquisition[];
  /** True when something else than an assignment binds the name too: a parameter, a loop. */
  readonly boundElsewhere: boolean;
  /** True when the connection is not in the slot while it is held. */
  readonly taken: boolean;
  readonly uses: Uses;
}

export interface Surroundings extends Known {
  readonly makers: Makers;
  readonly slots: Slots;
}

export function findHolders(surroundings: Surroundings): readonly Holder[] {
  const { reading, doers, makers } = surroundings;
  return reading.functions.flatMap((facts) => {
    if (doers.accessors.has(facts) || makers.functions.has(facts) || handsOut(facts, surroundings)) return [];
    const named = [...facts.scope.bindings.values()].flatMap((binding) => namedHolder(binding, facts, surroundings) ?? []);
    return named.length > 0 ? named : namelessHolders(facts, surroundings);
  });
}

/** True when a function returns what is in a slot, be it among other things. */
function handsOut(facts: FunctionFacts, { reading, doers, slots }: Surroundings): boolean {
  const stored = storedBy(facts, slots, reading);
  return returnedLeaves(inside(facts.body), reading).some((leaf) => doers.slotOf(leaf) !== null || stored.has(leaf));
}

function namedHolder(name: Binding, facts: FunctionFacts, surroundings: Surroundings): Holder | null {
  const { reading, doers, slots } = surroundings;
  const stored = storedBy(facts, slots, reading);
  const slotOf = (leaf: SyntaxNode): Slot | null => doers.slotOf(leaf) ?? stored.get(leaf) ?? null;
  const acquisitions = name.sites.flatMap((site): readonly Acquisition[] => {
    const leaves = (valuesOf(site) ?? []).flatMap((value) => leavesOf(value, reading));
    return leaves.length === 0 ? [] : [{ node: site.identifier, leaves, pooled: leaves.filter((leaf) => slotOf(leaf) !== null) }];
  });
  const slot = acquisitions.flatMap(({ pooled }) => pooled.map(slotOf)).find((one) => one !== null);
  if (slot == null || isFiller(slot, acquisitions, surroundings)) return null;
  const boundElsewhere = name.sites.some((site) => valuesOf(site) === null);
  const direct = namelessUses(facts, slot, surroundings);
  const uses = findUses([...name.uses.filter((use) => !isDeleted(use)), ...direct], facts, surroundings);
  return { facts, getter: facts, slot, name, acquisitions, boundElsewhere, taken: takes(acquisitions, surroundings), uses };
}

/** True for a function that makes connections for a queue, and gets none from it. */
function isFiller(slot: Slot, acquisitions: readonly Acquisition[], { doers }: Surroundings): boolean {
  const gets = acquisitions.some(({ pooled }) => pooled.some((leaf) => doers.slotOf(leaf) !== null));
  return !gets && slot.reads.some(({ takes: isTaken }) => isTaken);
}

function isDeleted(use: SyntaxNode): boolean {
  return use.parent?.type === 'delete_statement';
}

/** True when getting the connection took it out of the slot. */
function takes(acquisitions: readonly Acquisition[], { slots, doers, reading }: Surroundings): boolean {
  return acquisitions.some(({ pooled }) =>
    pooled.some((leaf) => {
      const read = slots.reads.get(leaf);
      if (read !== undefined) return read.takes;
      const slot = doers.slotOf(leaf);
      return slot?.reads.some((one) => one.takes && isAccessor(one.node)) ?? false;
    }),
  );

  function isAccessor(node: SyntaxNode): boolean {
    const facts = reading.functionAround(node);
    return facts !== null && doers.accessors.has(facts);
  }
}

/** Expressions that get the connection without giving it a name: `get().execute(...)`, `yield _local.conn`. */
function namelessUses(facts: FunctionFacts, slot: Slot, { doers }: Surroundings): readonly SyntaxNode[] {
  return [...inside(facts.body)].filter((node) => {
    if (doers.slotOf(node) !== slot) return false;
    const parent = node.parent?.type === 'await' ? node.parent.parent : node.parent;
    // The read in `getattr(_local, "conn", None)` is an argument of nothing; that in `f(_local.conn)` is.
    return parent !== null && /^(attribute|yield|argument_list|with_item|as_pattern)$/.test(parent.type);
  });
}

function namelessHolders(facts: FunctionFacts, surroundings: Surroundings): readonly Holder[] {
  return [...surroundings.slots.byKey.values()].flatMap((slot) => {
    const nodes = namelessUses(facts, slot, surroundings);
    if (nodes.length === 0) return [];
    const uses = findUses(nodes, facts, surroundings);
    return [{ facts, getter: facts, slot, name: null, acquisitions: [], boundElsewhere: false, taken: false, uses }];
  });
}
