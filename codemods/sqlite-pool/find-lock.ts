import type { SyntaxNode } from 'codex-codemod';
import { within } from './blocks.js';
import { calleeOf } from './callees.js';
import type { Holder, Surroundings } from './find-holders.js';
import { isReached, waysTo } from './find-passing.js';
import type { FunctionFacts } from './functions.js';
import { lockKind } from './place-kinds.js';
import { type Place, placeOf } from './places.js';
import type { Reading } from './reading.js';
import type { Refusal } from './refusal.js';
import { writePlace } from './rewrite.js';

interface Held {
  /** The `with` statement. */
  readonly statement: SyntaxNode;
  readonly place: Place;
  readonly expression: SyntaxNode;
  readonly isAsync: boolean;
}

/**
 * The lock under which the slot is filled, as the holder writes it; null when there is none or it is held already.
 * Refused where that cannot be told: waiting for a lock that one holds already is waiting for ever.
 */
export function findLock(
  holder: Holder,
  spot: SyntaxNode,
  owner: string | null,
  surroundings: Surroundings,
): { readonly text: string; readonly isAsync: boolean } | Refusal | null {
  const { reading } = surroundings;
  const locks = holder.slot.stores.flatMap(({ node }) => locksAround(node, surroundings));
  const [lock] = locks;
  if (lock === undefined || (lock.isAsync && !holder.facts.isAsync)) return null;
  if (lockKind(lock.place, reading) !== 'rlock') {
    const ways = waysTo(holder.facts, reading);
    if (holds(spot, lock, surroundings) || isCalledUnder(lock, ways, surroundings)) return null;
    const otherwise = takenOtherwise(lock, ways, reading);
    if (otherwise !== null) return { code: 'POOL014', at: otherwise, why: 'the lock of the pool may be held already' };
  }
  const text = writePlace(
    lock.place,
    holder.facts,
    reading,
    locks.map(({ expression }) => expression),
    owner,
  );
  return text === null ? null : { text, isAsync: lock.isAsync };
}

/** Context managers in context managers are followed this far. */
const MOST_HOPS = 3;

/** The locks that the `with` statements around a node hold, themselves or in a generator that they enter. */
export function locksAround(node: SyntaxNode, surroundings: Surroundings, hops = MOST_HOPS): readonly Held[] {
  const { reading } = surroundings;
  const found: Held[] = [];
  for (const outer of node.ancestors()) {
    if (outer.type === 'function_definition') break;
    if (outer.type !== 'with_statement') continue;
    for (const item of outer.childOfType('with_clause')?.namedChildren ?? []) {
      const expression = item.child('value');
      if (expression === null) continue;
      if (hops > 0) found.push(...locksOf(expression, surroundings, hops - 1));
      const place = placeOf(expression, reading);
      if (place === null || lockKind(place, reading) === null) continue;
      found.push({ statement: outer, place, expression, isAsync: outer.children[0]?.type === 'async' });
    }
  }
  return found;
}

/** The locks that a context manager of the module holds over its yield: `def locked(): with LOCK: yield`. */
function locksOf(entered: SyntaxNode, surroundings: Surroundings, hops: number): readonly Held[] {
  const call = entered.type === 'as_pattern' ? entered.namedChildren[0] : entered;
  const callee = call?.type === 'call' ? calleeOf(call, surroundings.reading) : null;
  return (callee?.yields ?? []).flatMap((node) => locksAround(node, surroundings, hops));
}

function holds(node: SyntaxNode, lock: Held, surroundings: Surroundings): boolean {
  return locksAround(node, surroundings).some(({ place }) => place.key === lock.place.key);
}

function isCalledUnder(lock: Held, ways: ReadonlySet<FunctionFacts>, surroundings: Surroundings): boolean {
  const { reading } = surroundings;
  for (const call of reading.file.root.ofType('call', 'attribute')) {
    if (holds(call, lock, surroundings) && isReached(call, ways, reading)) return true;
  }
  return false;
}

/**
 * Where the lock is taken by other means than `with`, or given to something that may: `acquire()`,
 * `stack.enter_context(lock)`, a decorator that is given it. A function that both takes it and gives it back, and does not
 * lead to the holder, does not matter.
 */
function takenOtherwise(lock: Held, ways: ReadonlySet<FunctionFacts>, reading: Reading): SyntaxNode | null {
  const mentions = [...reading.file.root.ofType('identifier', 'attribute')].filter(
    (node) => placeOf(node, reading)?.key === lock.place.key,
  );
  const released = mentions.filter((node) => methodOn(node) === 'release').map((node) => reading.functionAround(node));
  const isOver = (facts: FunctionFacts | null): boolean =>
    facts !== null && facts.yields.length === 0 && !leadsTo(facts, ways) && released.includes(facts);
  return mentions.find((node) => !isOrdinary(node, reading) && !isOver(reading.functionAround(node))) ?? null;
}

/** True for the target of an assignment, for a local alias, for what a `with` enters, and for being asked or given back. */
function isOrdinary(node: SyntaxNode, { scope }: Reading): boolean {
  const { parent } = node;
  const left = parent?.type === 'assignment' ? parent.child('left') : null;
  if (left === node) return true;
  // Under another name that lasts it cannot be followed.
  if (left !== null) return left.type === 'identifier' && scope.scopeOf(left).kind === 'function' && !isGlobal(left, scope);
  return parent?.type === 'with_item' || /^(release|locked|notify|notify_all)$/.test(methodOn(node) ?? '');
}

function isGlobal(name: SyntaxNode, scope: Reading['scope']): boolean {
  const resolution = scope.resolve(name);
  return resolution.kind !== 'bound' || resolution.binding.scope.kind !== 'function';
}

function methodOn({ parent }: SyntaxNode): string | undefined {
  return parent?.type === 'attribute' ? parent.child('attribute')?.text : undefined;
}

/** True for a function that leads to the holder, be it as a decorator, whose wrapper is a function inside of it. */
function leadsTo(facts: FunctionFacts, ways: ReadonlySet<FunctionFacts>): boolean {
  return ways.has(facts) || [...ways].some(({ node }) => within(facts.node, node));
}
