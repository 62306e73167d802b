import type { SyntaxNode } from 'codex-codemod';
import { argumentFor, calleeOf } from './callees.js';
import { isStable } from './conditions.js';
import { type Creator, findCreators } from './find-creators.js';
import type { Holder, Surroundings } from './find-holders.js';
import { findLock } from './find-lock.js';
import { slotKey } from './find-reads.js';
import { inside } from './functions.js';
import { isPrivateToThread } from './place-kinds.js';
import { isRefusal, type Refusal } from './refusal.js';
import { writePlace } from './rewrite.js';
import { emptyingAttribute, type Lines, removingEntry, underLock, type Words } from './write-discard.js';

/** How the holder makes its shared slot empty, so that the next one who comes makes a new connection. */
export interface Emptying {
  readonly lines: (words: Words) => Lines;
  /** For an attribute: the object that has it, the attribute, and what the accessor takes for missing. */
  readonly attribute: { readonly object: string; readonly name: string; readonly setsNone: boolean } | null;
}

export function findEmptying(holder: Holder, spot: SyntaxNode, surroundings: Surroundings): Emptying | Refusal {
  const { slot, facts } = holder;
  const { reading, makers, doers } = surroundings;
  const notAgain: Refusal = { code: 'POOL006', at: whereGot(holder) };
  const creators = findCreators(slot, reading, makers, doers);
  if (creators.length === 0 || !getsFromCreator(holder, creators, surroundings)) return notAgain;
  const owner = ownerExpression(holder, surroundings);
  const containers = [...slot.stores, ...slot.reads].map(({ container }) => container);
  if (slot.form === 'attribute') {
    const setsNone = creators.every(({ acceptsNone }) => acceptsNone);
    if (!setsNone && !creators.every(({ acceptsAbsent }) => acceptsAbsent)) return notAgain;
    const name = slot.place.steps.at(-1) ?? '';
    // getattr does not mangle: https://docs.python.org/3/reference/expressions.html#private-name-mangling
    if (/^__.*(?<!__)$/.test(name)) return { code: 'POOL014', at: whereGot(holder), why: 'the attribute has a private name' };
    const objectPlace = { ...slot.place, steps: slot.place.steps.slice(0, -1) };
    const object = writePlace(objectPlace, facts, reading, containers, owner);
    if (object === null) return notAgain;
    return { lines: (words) => emptyingAttribute(object, name, setsNone, words), attribute: { object, name, setsNone } };
  }
  const container = writePlace(slot.place, facts, reading, containers, owner);
  if (container === null || !creators.every(({ acceptsAbsent }) => acceptsAbsent)) return notAgain;
  const key = keyFor(holder, creators, surroundings);
  const lock = isPrivateToThread(slot.place, reading) ? null : findLock(holder, spot, owner, surroundings);
  if (isRefusal(lock)) return lock;
  const fresh = (name: string): string => freshName(name, holder, surroundings);
  return { lines: (words) => underLock(lock, removingEntry(container, key, fresh, words)), attribute: null };
}

/** Where the holder gets its connection: what a person should look at when that is the trouble. */
export function whereGot({ acquisitions, uses, facts }: Holder): SyntaxNode {
  const named = acquisitions.find(({ pooled }) => pooled.length > 0)?.node;
  return named ?? uses.connection[0]?.node ?? facts.node;
}

/** True when the holder makes a missing connection itself, or asks a function that does. */
function getsFromCreator(holder: Holder, creators: readonly Creator[], { reading, doers }: Surroundings): boolean {
  const makers = new Set(creators.map(({ facts }) => facts));
  if (makers.has(holder.getter)) return true;
  for (const node of holder.getter.body.ofType('call', 'attribute')) {
    const callee = calleeOf(node, reading);
    if (callee === null) continue;
    if (makers.has(callee)) return true;
    const accessor = doers.accessors.get(callee);
    if (accessor?.slot === holder.slot && callsOneOf(callee.body, makers, reading)) return true;
  }
  return false;
}

function callsOneOf(body: SyntaxNode, functions: ReadonlySet<object>, reading: Surroundings['reading']): boolean {
  for (const node of body.ofType('call', 'attribute')) {
    const callee = calleeOf(node, reading);
    if (callee !== null && functions.has(callee)) return true;
  }
  return false;
}

/** `store` of `conn = store.connection()`: through what the holder reaches the object that has the slot. */
function ownerExpression({ acquisitions }: Holder, { reading }: Surroundings): string | null {
  for (const leaf of acquisitions.flatMap(({ pooled }) => pooled)) {
    const callee = calleeOf(leaf, reading);
    const attribute = leaf.type === 'call' ? leaf.child('function') : leaf;
    const object = callee?.owner != null && attribute?.type === 'attribute' ? attribute.child('object') : null;
    if (object !== null && isStable(object)) return object.text;
  }
  return null;
}

/** The key of the holder's entry, as the holder writes it; null when it has to be found by the connection. */
function keyFor(holder: Holder, creators: readonly Creator[], surroundings: Surroundings): string | null {
  const { reading, slots } = surroundings;
  const own = [...holder.slot.stores, ...slots.reads.values()].filter(
    (one) => slotKey(one) === holder.slot.key && reading.functionAround(one.node) === holder.facts,
  );
  const direct = [...new Set(own.flatMap(({ key }) => (key === null ? [] : [key.text])))];
  const [key] = own.flatMap((one) => one.key ?? []);
  if (key !== undefined) return direct.length === 1 && isKept(key, holder, surroundings) ? key.text : null;
  for (const { facts, store } of creators) {
    const parameter = store.key?.type === 'identifier' ? store.key.text : null;
    if (parameter === null || (facts.scope.bindings.get(parameter)?.sites.length ?? 0) !== 1) continue;
    for (const leaf of holder.acquisitions.flatMap(({ pooled }) => pooled)) {
      if (leaf.type !== 'call' || calleeOf(leaf, reading) !== facts) continue;
      const argument = argumentFor(leaf, facts, parameter);
      if (argument !== null && isKept(argument, holder, surroundings)) return argument.text;
    }
  }
  return null;
}

/** True when the expression gives the same key after the region: names that are not bound again, and no calls. */
function isKept(key: SyntaxNode, { facts }: Holder, { reading }: Surroundings): boolean {
  if (!isStable(key) && key.type !== 'tuple') return false;
  if (key.type === 'tuple' && !key.namedChildren.every((part) => isStable(part))) return false;
  for (const name of key.ofType('identifier')) {
    const resolution = reading.scope.resolve(name);
    if (resolution.kind !== 'bound' || resolution.binding.scope !== facts.scope) continue;
    if (resolution.binding.sites.some(({ identifier }) => identifier.start > key.start)) return false;
  }
  const attributes = new Set([...key.ofType('attribute')].map(({ text }) => text));
  return ![...inside(facts.body)].some((node) => node.type === 'assignment' && attributes.has(node.child('left')?.text ?? ''));
}

/** A name that the function can use without meaning something else by it. */
export function freshName(name: string, { facts }: Holder, { reading }: Surroundings): string {
  let fresh = name;
  while (facts.scope.bindings.has(fresh) || reading.scope.lookup(fresh, facts.scope) !== null) fresh += '_';
  return fresh;
}
