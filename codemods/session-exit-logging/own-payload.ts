import type { SyntaxNode } from 'codex-codemod';
import { wordsOf } from './event-names.js';
import type { Place } from './judge-call.js';
import { running } from './syntax.js';

/** Attributes that say which session it was, how often or how long: they are told, and cleared, with every end event. */
const TOLD = new Set(
  'id uuid name key token start started begin begun time timer t0 count counter depth status state'.split(' '),
);

/** Methods that take away what a list, set or dictionary holds. */
const TAKING = new Set(['clear', 'pop', 'popitem', 'popleft', 'getvalue', 'drain']);

/**
 * True when a call is given data of the object that the method then clears, as `self.emit(self.items)` before
 * `self.items = []`: the call delivers them, and where it fails they are lost.
 */
export function deliversOwnData(call: SyntaxNode, place: Place): boolean {
  const given = attributesGiven(call, place);
  if (given.size === 0) return false;
  return [...running(place.body)].some((node) => {
    const cleared = clearedBy(node);
    return cleared !== null && given.has(cleared.text) && (cleared.start > call.start || isSwap(cleared));
  });
}

/** The attributes of `self` in the arguments, or in what was assigned to a name in them. */
function attributesGiven(call: SyntaxNode, place: Place): ReadonlySet<string> {
  const list = call.child('arguments');
  const nodes = list === null ? [] : [...list.descendants()];
  const names = new Set(nodes.filter(({ type }) => type === 'identifier').map(({ text }) => text));
  for (const node of running(place.body)) {
    const left = node.type === 'assignment' && node.start < call.start ? node.child('left') : null;
    if (left === null || ![...left.ofType('identifier')].some(({ text }) => names.has(text))) continue;
    nodes.push(...(node.child('right')?.descendants() ?? []));
  }
  return new Set(nodes.filter((node) => isPayload(node, place)).map(({ text }) => text));
}

function isPayload(node: SyntaxNode, { self }: Place): boolean {
  if (node.type !== 'attribute' || node.child('object')?.text !== self) return false;
  return !wordsOf(node.child('attribute')?.text ?? '').some((word) => TOLD.has(word));
}

/** The attribute that a node sets, deletes or empties. */
function clearedBy(node: SyntaxNode): SyntaxNode | null {
  if (node.type !== 'attribute') return null;
  const { parent } = node;
  if (parent?.type === 'attribute') {
    const isCall = parent.field === 'function' && parent.parent?.type === 'call';
    return isCall && TAKING.has(parent.child('attribute')?.text ?? '') ? node : null;
  }
  if (node.field === 'left' && parent?.type === 'assignment') return node;
  if (parent?.type === 'delete_statement' || parent?.parent?.type === 'delete_statement') return node;
  // `del self.items[:]` and `self.items[:] = []` empty it, too.
  if (parent?.type === 'subscript' && (parent.field === 'left' || parent.parent?.type === 'delete_statement')) return node;
  return parent?.type === 'pattern_list' || parent?.type === 'tuple_pattern' ? node : null;
}

/** `items, self.items = self.items, []`. */
function isSwap(cleared: SyntaxNode): boolean {
  const right = cleared.closest('assignment')?.child('right');
  return right !== null && right !== undefined && [...right.ofType('attribute')].some(({ text }) => text === cleared.text);
}
