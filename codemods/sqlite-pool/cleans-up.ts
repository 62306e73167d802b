import type { SyntaxNode } from 'codex-codemod';
import type { Holder, Surroundings } from './find-holders.js';
import { attributePlace, slotKey } from './find-reads.js';
import { inside } from './functions.js';
import { placeOf } from './places.js';

/** True when a function empties the slot itself, and not only after a failure: it is there to close what is pooled. */
export function cleansUp({ facts, slot, taken }: Holder, surroundings: Surroundings): boolean {
  if (taken) return false;
  const { slots } = surroundings;
  const empties = slots.stores.some(
    (store) => store.inside === facts && slotKey(store) === slot.key && store.value.type === 'none' && isOrdinary(store.node),
  );
  return empties || [...inside(facts.body)].some((node) => takesOut(node, slot.key, surroundings) && isOrdinary(node));
}

/** `del POOL[key]`, `del _local.conn`, `delattr(_local, "conn")`, `POOL.pop(key)`, `POOL.clear()`. */
function takesOut(node: SyntaxNode, key: string, { reading }: Surroundings): boolean {
  if (node.type === 'delete_statement') {
    return [...node.ofType('subscript', 'attribute')].some((target) => {
      const element = target.type === 'subscript' ? target.child('value') : null;
      const place = placeOf(element ?? target, reading);
      return slotKey({ form: element === null ? 'attribute' : 'element', place }) === key;
    });
  }
  if (node.type !== 'call') return false;
  const callee = node.child('function');
  if (callee?.text === 'delattr') {
    const [object, name] = node.child('arguments')?.namedChildren ?? [];
    return object !== undefined && slotKey({ form: 'attribute', place: attributePlace(object, name, reading) }) === key;
  }
  const object = callee?.type === 'attribute' ? callee.child('object') : null;
  if (object === null || !/^(pop|popitem|clear)$/.test(callee?.child('attribute')?.text ?? '')) return false;
  return slotKey({ form: 'element', place: placeOf(object, reading) }) === key;
}

function isOrdinary(node: SyntaxNode): boolean {
  return node.closest('except_clause', 'function_definition')?.type !== 'except_clause';
}
