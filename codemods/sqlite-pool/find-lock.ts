import type { SyntaxNode } from 'codex-codemod';
import { calleeOf } from './callees.js';
import type { Holder, Surroundings } from './find-holders.js';
import { lockKind } from './place-kinds.js';
import { type Place, placeOf } from './places.js';
import { writePlace } from './rewrite.js';

interface Held {
  readonly place: Place;
  readonly expression: SyntaxNode;
  readonly isAsync: boolean;
}

/** The lock under which the slot is filled, as the holder writes it; null when there is none or it is held already. */
export function findLock(
  holder: Holder,
  spot: SyntaxNode,
  owner: string | null,
  surroundings: Surroundings,
): { readonly text: string; readonly isAsync: boolean } | null {
  const { reading } = surroundings;
  const locks = holder.slot.stores.flatMap(({ node }) => locksAround(node, surroundings));
  const [lock] = locks;
  if (lock === undefined || (lock.isAsync && !holder.facts.isAsync)) return null;
  const isReentrant = lockKind(lock.place, reading) === 'rlock';
  if (!isReentrant && (holds(spot, lock, surroundings) || isCalledUnder(lock, holder, surroundings))) return null;
  const text = writePlace(
    lock.place,
    holder.facts,
    reading,
    locks.map(({ expression }) => expression),
    owner,
  );
  return text === null ? null : { text, isAsync: lock.isAsync };
}

function locksAround(node: SyntaxNode, { reading }: Surroundings): readonly Held[] {
  const found: Held[] = [];
  for (const outer of node.ancestors()) {
    if (outer.type === 'function_definition') break;
    if (outer.type !== 'with_statement') continue;
    for (const item of outer.childOfType('with_clause')?.namedChildren ?? []) {
      const expression = item.child('value');
      const place = expression === null ? null : placeOf(expression, reading);
      if (expression === null || place === null || lockKind(place, reading) === null) continue;
      found.push({ place, expression, isAsync: outer.children[0]?.type === 'async' });
    }
  }
  return found;
}

function holds(node: SyntaxNode, lock: Held, surroundings: Surroundings): boolean {
  return locksAround(node, surroundings).some(({ place }) => place.key === lock.place.key);
}

function isCalledUnder(lock: Held, { facts }: Holder, surroundings: Surroundings): boolean {
  const { reading } = surroundings;
  for (const call of reading.file.root.ofType('call')) {
    if (calleeOf(call, reading) === facts && holds(call, lock, surroundings)) return true;
  }
  return false;
}
