import type { SyntaxNode } from 'codex-codemod';
import { decideExits } from './decide-exits.js';
import { type Decision, decideFunction, type Repair } from './decide-function.js';
import { findDoers } from './find-accessors.js';
import { findHolders, type Holder, type Surroundings } from './find-holders.js';
import { findMakers } from './find-makers.js';
import type { Slot } from './find-slots.js';
import { findSlots } from './find-slots.js';
import { findStrangers } from './find-strangers.js';
import { riskyUses } from './find-uses.js';
import type { Reading } from './reading.js';
import { isRefusal, type Refusal } from './refusal.js';
import { importsDriver } from './sieve.js';

/** Everything that is to be said about a file, in the order of the text. */
export interface FileDecisions {
  readonly repairs: readonly Repair[];
  readonly refusals: readonly Refusal[];
}

export function decideFile(reading: Reading): FileDecisions {
  if (!importsDriver(reading.imports)) return { repairs: [], refusals: [] };
  const makers = findMakers(reading);
  const slots = findSlots(reading, makers);
  // Whoever holds a connection has it from a slot.
  if (slots.byKey.size === 0 && slots.unread.length === 0) return { repairs: [], refusals: inOrder(slots.faults) };
  const doers = findDoers(reading, makers, slots);
  const surroundings: Surroundings = { reading, makers, slots, doers, stores: storesOf(slots.byKey.values()) };
  const holders = findHolders(surroundings);
  const exits = decideExits(holders, surroundings);
  const decisions: readonly Decision[] = [
    ...holders.map((holder) => decideFunction(holder, holders, surroundings)),
    ...exits.decisions,
  ];
  const unseen = [...slots.byKey.values()].flatMap((slot) => unseenUsers(slot, holders, exits.slots, surroundings));
  const strangers = findStrangers(surroundings);
  const faults = [...slots.byKey.values()].flatMap(({ fault }) => fault ?? []);
  return {
    repairs: inOrder(decisions.filter((one): one is Repair => one !== 'leave' && !isRefusal(one))),
    refusals: inOrder([...slots.faults, ...faults, ...unseen, ...strangers, ...decisions.filter(isRefusal)]),
  };
}

function storesOf(slots: Iterable<Slot>): Surroundings['stores'] {
  return [...slots].flatMap(({ stores }) => stores);
}

function inOrder<T extends { readonly at: SyntaxNode }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => a.at.start - b.at.start);
}

/** Accessors of a slot that nobody in this file uses. */
function unseenUsers(
  slot: Slot,
  holders: readonly Holder[],
  exits: ReadonlySet<Slot>,
  surroundings: Surroundings,
): readonly Refusal[] {
  const used = exits.has(slot) || holders.some((holder) => holder.slot === slot && riskyUses(holder.uses).length > 0);
  if (slot.fault !== null || used) return [];
  const [first] = [...surroundings.doers.accessors.values()].filter((accessor) => accessor.slot === slot);
  const name = first?.facts.node.child('name');
  return name == null ? [] : [{ code: 'POOL001', at: name }];
}
