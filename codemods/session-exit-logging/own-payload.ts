import type { SyntaxNode } from 'codex-codemod';
import { judgeName, wordsOf } from './event-names.js';
import type { Place } from './judge-call.js';
import { calledName, running } from './syntax.js';
import { valuesTold } from './values-told.js';

/** Attributes that say which session it was, how often or how long: they are told, and cleared, with every end event. */
const TOLD = new Set(
  'id uuid name key token start started begin begun time timer t0 count counter depth status state'.split(' '),
);

/** Methods that take away what a list, set or dictionary holds. */
const TAKING = new Set(['clear', 'pop', 'popitem', 'popleft', 'getvalue', 'drain']);

/** What these tell of is told, and no more; `publish`, `emit`, `report` and `record` may also hand it over. */
const TELLING_VERBS = ['log', 'audit', 'track'];

/** What is empty when it is made, and filled by what goes on in the session. */
const EMPTY =
  /^(\[\s*\]|\{\s*\}|((\w+\.)*(list|dict|set|deque|StringIO|BytesIO|bytearray)\(\s*\))|(\w+\.)*(defaultdict|deque)\(.*\))$/s;

/**
 * True when a call is given data of the object that would be lost with it: data that the method then clears, as
 * `self.emit(self.items)` before `self.items = []`, or what the body was given to fill, as `self.bus.publish(topic,
 * self.pending)` after `__enter__` returned `self.pending`.
 */
export function deliversOwnData(call: SyntaxNode, place: Place): boolean {
  const given = valuesTold(call, place).filter((node) => isPayload(node, place));
  return given.length > 0 && (isCleared(call, given, place) || handsOver(call, given, place));
}

/** True for a function in which a call is given data of its object that the function then clears. */
export function emptiesItself(definition: SyntaxNode): boolean {
  const body = definition.child('body');
  const self = definition.child('parameters')?.namedChildren[0]?.text ?? null;
  if (body === null || self === null) return false;
  const place = { body, self };
  return [...running(body)].some((node) => {
    return (
      node.type === 'call' &&
      isCleared(
        node,
        valuesTold(node, place).filter((one) => isPayload(one, place)),
        place,
      )
    );
  });
}

function isCleared(call: SyntaxNode, given: readonly SyntaxNode[], { body }: Pick<Place, 'body'>): boolean {
  const texts = new Set(given.map(({ text }) => text));
  return [...running(body)].some((node) => {
    const cleared = clearedBy(node);
    return cleared !== null && texts.has(cleared.text) && (cleared.start > call.start || isSwap(cleared));
  });
}

/** The attributes of `self` among what is given, but for those that say which session it was. */
export function isPayload(node: SyntaxNode, { self }: Pick<Place, 'self'>): boolean {
  if (node.type !== 'attribute' || node.child('object')?.text !== self) return false;
  return !wordsOf(node.child('attribute')?.text ?? '').some((word) => TOLD.has(word));
}

function handsOver(call: SyntaxNode, given: readonly SyntaxNode[], { classNode }: Place): boolean {
  if (judgeName(calledName(call) ?? '', TELLING_VERBS) !== 'none' || classNode === null) return false;
  const collected = new Set(collectedBy(classNode));
  return given.some((node) => isWhole(node) && collected.has(node.child('attribute')?.text ?? ''));
}

/** False for a part of a value, and for what only measures it, as `len(self.items)`. */
function isWhole(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.type === 'attribute' || parent?.type === 'subscript' || parent?.type === 'comparison_operator') return false;
  const call = parent?.type === 'argument_list' ? parent.parent : null;
  return !/^(len|bool|any|all|sum|min|max|type|id)$/.test(call?.child('function')?.text ?? '');
}

/** The attributes that a class makes empty, and those that `__enter__` gives to the body. */
function collectedBy(classNode: SyntaxNode): readonly string[] {
  return [...classNode.ofType('assignment', 'return_statement')].flatMap((node) => {
    const isAssignment = node.type === 'assignment';
    const attribute = isAssignment ? node.child('left') : node.namedChildren[0];
    const definition = node.closest('function_definition')?.child('name')?.text ?? '';
    if (attribute?.type !== 'attribute') return [];
    const counts = isAssignment ? EMPTY.test(node.child('right')?.text ?? '') : /^__a?enter__$/.test(definition);
    return counts ? [attribute.child('attribute')?.text ?? ''] : [];
  });
}

/** The attribute that a node sets, deletes or empties. */
function clearedBy(node: SyntaxNode): SyntaxNode | null {
  if (node.type !== 'attribute') return null;
  const { parent } = node;
  if (parent?.type === 'attribute') {
    const isCall = parent.field === 'function' && parent.parent?.type === 'call';
    return isCall && TAKING.has(parent.child('attribute')?.text ?? '') ? node : null;
  }
  if (node.field === 'left' && /^(augmented_)?assignment$/.test(parent?.type ?? '')) return node;
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
