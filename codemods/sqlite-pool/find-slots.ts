import type { SyntaxNode } from 'codex-codemod';
import { calleeOf } from './callees.js';
import { CONNECTION_TYPE, type Driver, isForeignConnect } from './drivers.js';
import type { Makers } from './find-makers.js';
import { type Form, findReads, type Read, slotKey } from './find-reads.js';
import { findStores, type Store } from './find-stores.js';
import { type FunctionFacts, inside, isContextManager } from './functions.js';
import { leavesOf, returnedLeaves, valuesOf } from './leaves.js';
import { calledName } from './place-kinds.js';
import { declarationsOf, endOfChain, type Place } from './places.js';
import type { Reading } from './reading.js';
import type { Refusal } from './refusal.js';

/** A place that outlives the call and holds connections between calls. */
export interface Slot {
  /** Equal for equal slots. */
  readonly key: string;
  readonly place: Place;
  readonly form: Form;
  readonly driver: Driver;
  /** Everything that is put there. */
  readonly stores: readonly Store[];
  /** Everything that is got from there. */
  readonly reads: readonly Read[];
  /** Why no user of this slot is touched; null when nothing stands against it. */
  readonly fault: Refusal | null;
}

export interface Slots {
  readonly byKey: ReadonlyMap<string, Slot>;
  readonly reads: ReadonlyMap<SyntaxNode, Read>;
  readonly stores: readonly Store[];
  /** What puts connections where nothing of this file gets them again, as far as can be told. */
  readonly unread: readonly Store[];
  /** Slots whose very name is computed at run time, and entries that nobody can follow. */
  readonly faults: readonly Refusal[];
}

export function findSlots(reading: Reading, makers: Makers): Slots {
  const reads = findReads(reading);
  const stores = findStores(reading);
  const byKey = new Map<string, Slot>();
  const readsByKey = byPlace(reads.values());
  const bringing = stores.filter((store) => store.place !== null && bringsConnection(store, reading, makers));
  const candidates: readonly (Store | Read)[] = [...bringing, ...readsOfMixedFunctions(reading, makers, reads, stores)];
  for (const candidate of candidates) {
    const key = slotKey(candidate) ?? '';
    const own = readsByKey.get(key);
    if (own === undefined || byKey.has(key)) continue;
    const slot = makeSlot(key, own, stores, reading, makers);
    if (slot !== null) byKey.set(key, slot);
  }
  return {
    byKey,
    reads,
    stores,
    unread: bringing.filter((store) => !readsByKey.has(slotKey(store) ?? '')),
    faults: [...computedNames(stores, reading, makers), ...unknownFactories(byKey, readsByKey, stores, reading)],
  };
}

function byPlace(reads: Iterable<Read>): ReadonlyMap<string, readonly Read[]> {
  const groups = new Map<string, Read[]>();
  for (const read of reads) {
    const key = slotKey(read) ?? '';
    groups.set(key, [...(groups.get(key) ?? []), read]);
  }
  return groups;
}

function makeSlot(key: string, reads: readonly Read[], all: readonly Store[], reading: Reading, makers: Makers): Slot | null {
  const stores = all.filter((store) => slotKey(store) === key);
  const [read] = reads;
  const drivers = [...stores.flatMap((store) => driversOf(store.value, reading, makers)), ...driversNear(reads, reading, makers)];
  const [driver] = drivers;
  if (driver === undefined || read === undefined) return null;
  const fault = stores.map((store) => faultOf(store, reading, makers)).find((one) => one !== null) ?? null;
  const mixed = drivers.find(({ module }) => module !== driver.module);
  const other: Refusal | null = mixed === undefined ? null : { code: 'POOL009', at: (stores[0] ?? read).node };
  return { key, place: read.place, form: read.form, driver, stores, reads, fault: fault ?? other };
}

function bringsConnection(store: Store, reading: Reading, makers: Makers): boolean {
  return driversOf(store.value, reading, makers).length > 0 || wrapped(store.value, reading, makers);
}

/** The drivers of the new connections that a value can be. */
function driversOf(value: SyntaxNode, reading: Reading, makers: Makers): readonly Driver[] {
  return leavesOf(value, reading).flatMap((leaf) => {
    const driver = makers.driverOfNew(leaf);
    return driver === null ? wrappedDrivers(leaf, reading, makers) : [driver];
  });
}

/** Entries such as `(conn, time.time())` and `Pooled(conn)`. */
function wrapped(value: SyntaxNode, reading: Reading, makers: Makers): boolean {
  return leavesOf(value, reading).some((leaf) => wrappedDrivers(leaf, reading, makers).length > 0);
}

function wrappedDrivers(leaf: SyntaxNode, reading: Reading, makers: Makers): readonly Driver[] {
  const callee = leaf.type === 'call' ? leaf.child('function') : null;
  const isClass = callee !== null && /^_*[A-Z]/.test(callee.text.split('.').at(-1) ?? '');
  const parts = isClass ? leaf.child('arguments') : /^(tuple|list|dictionary)$/.test(leaf.type) ? leaf : null;
  return (parts?.namedChildren ?? []).flatMap((part) => {
    const value = part.type === 'pair' || part.type === 'keyword_argument' ? part.child('value') : part;
    if (value === null) return [];
    return leavesOf(value, reading).flatMap((inner) => makers.driverOfNew(inner) ?? []);
  });
}

function faultOf(store: Store, reading: Reading, makers: Makers): Refusal | null {
  for (const leaf of leavesOf(store.value, reading)) {
    if (isForeignConnect(calledName(leaf, reading) ?? '')) return { code: 'POOL009', at: store.node };
  }
  if (wrapped(store.value, reading, makers)) {
    return { code: 'POOL008', at: store.node, why: 'an entry of the pool is more than the connection' };
  }
  return null;
}

/**
 * Where a function either opens a connection or takes one out of a place into which something is put, that place is a
 * slot, though no new connection is put there directly.
 */
function readsOfMixedFunctions(
  reading: Reading,
  makers: Makers,
  reads: ReadonlyMap<SyntaxNode, Read>,
  stores: readonly Store[],
): readonly Read[] {
  const filled = new Set(
    stores.filter(({ value }) => value.type === 'identifier' || value.type === 'attribute').map((store) => slotKey(store)),
  );
  return mixedValues(reading).flatMap((leaves) => {
    if (!leaves.some((leaf) => makers.driverOfNew(leaf) !== null)) return [];
    return leaves.flatMap((leaf) => reads.get(leaf) ?? []).filter((read) => read.takes && filled.has(slotKey(read)));
  });
}

/** What each function returns, and what each of its names, and each attribute that it assigns, can be. */
function mixedValues(reading: Reading): readonly (readonly SyntaxNode[])[] {
  return reading.functions.flatMap((facts) => [
    ...(isContextManager(facts) ? [] : [returnedLeaves(inside(facts.body), reading)]),
    ...[...facts.scope.bindings.values()].map(({ sites }) =>
      sites.flatMap((site) => (valuesOf(site) ?? []).flatMap((value) => leavesOf(value, reading))),
    ),
    ...attributeValues(facts, reading),
  ]);
}

function attributeValues({ body }: FunctionFacts, reading: Reading): readonly (readonly SyntaxNode[])[] {
  const found = new Map<string, SyntaxNode[]>();
  for (const node of inside(body)) {
    const left = node.type === 'assignment' ? node.child('left') : null;
    const value = left?.type === 'attribute' ? endOfChain(node) : null;
    if (left === null || value === null) continue;
    found.set(left.text, [...(found.get(left.text) ?? []), ...leavesOf(value, reading)]);
  }
  return [...found.values()];
}

function driversNear(reads: readonly Read[], reading: Reading, makers: Makers): readonly Driver[] {
  const nodes = new Set(reads.map(({ node }) => node));
  return mixedValues(reading)
    .filter((leaves) => leaves.some((leaf) => nodes.has(leaf)))
    .flatMap((leaves) => leaves.flatMap((leaf) => makers.driverOfNew(leaf) ?? []));
}

function computedNames(stores: readonly Store[], reading: Reading, makers: Makers): readonly Refusal[] {
  return stores
    .filter((store) => store.place === null && bringsConnection(store, reading, makers))
    .map((store) => ({ code: 'POOL005', at: store.node }));
}

/** Places that say they hold connections of ours but are filled by something out of sight. */
function unknownFactories(
  known: ReadonlyMap<string, Slot>,
  reads: ReadonlyMap<string, readonly Read[]>,
  stores: readonly Store[],
  reading: Reading,
): readonly Refusal[] {
  const faults = new Map<string, Refusal>();
  for (const store of stores) {
    const { place, value, node } = store;
    const key = slotKey(store) ?? '';
    if (place === null || known.has(key) || faults.has(key) || !reads.has(key)) continue;
    const typed = declarationsOf(place, reading).some((one) => CONNECTION_TYPE.test(`${one.type?.text} ${one.value?.text}`));
    const unseen = leavesOf(value, reading).some((leaf) => leaf.type === 'call' && calleeOf(leaf, reading) === null);
    if (typed && unseen) faults.set(key, { code: 'POOL009', at: node, why: 'what fills the pool is made out of sight' });
  }
  return [...faults.values()];
}
