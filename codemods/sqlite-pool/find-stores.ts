import type { SyntaxNode } from 'codex-codemod';
import { attributePlace, type Form, isLocal, wordOf } from './find-reads.js';
import type { FunctionFacts } from './functions.js';
import { calledName } from './place-kinds.js';
import { endOfChain, type Place, placeOf } from './places.js';
import type { Reading } from './reading.js';

/** A place in the code that puts a value where it outlives the call. */
export interface Store {
  readonly node: SyntaxNode;
  /** The container, or the attribute itself for an attribute of a `threading.local`. Null when it is computed at run time. */
  readonly place: Place | null;
  readonly form: Form;
  readonly container: SyntaxNode;
  readonly key: SyntaxNode | null;
  readonly value: SyntaxNode;
  readonly inside: FunctionFacts | null;
}

/** Methods that put their argument into a container: which argument. */
const PUTS: Readonly<Record<string, number>> = {
  put: 0,
  put_nowait: 0,
  append: 0,
  appendleft: 0,
  add: 0,
  insert: 1,
  setdefault: 1,
};

export function findStores(reading: Reading): readonly Store[] {
  const stores: Store[] = [];
  for (const node of reading.file.root.ofType('assignment', 'call')) {
    if (node.type === 'call') stores.push(...callStores(node, reading));
    else stores.push(...assignmentStores(node, reading));
  }
  return stores;
}

function assignmentStores(node: SyntaxNode, reading: Reading): readonly Store[] {
  const [left, value] = [node.child('left'), endOfChain(node)];
  if (left === null || value === null) return [];
  const inside = reading.functionAround(node);
  const initial = initialStores(left, value, inside, reading);
  const container = left.child(left.type === 'attribute' ? 'object' : 'value');
  if (container === null) return initial;
  if (left.type === 'subscript') {
    const [key = null] = left.childrenIn('subscript');
    const place = isNamespace(container, reading) ? null : placeOf(container, reading);
    if (place === null && !isNamespace(container, reading)) return initial;
    return [...initial, { node, place, form: 'element', container, key, value, inside }];
  }
  const place = left.type === 'attribute' && isLocal(container, reading) ? placeOf(left, reading) : null;
  return place === null ? initial : [...initial, { node, place, form: 'attribute', container, key: null, value, inside }];
}

/** The values of a container that is filled where it is made: `{p: connect(p) for p in paths}`, `deque(connect() for ...)`. */
function initialStores(left: SyntaxNode, value: SyntaxNode, inside: FunctionFacts | null, reading: Reading): readonly Store[] {
  const literal = value.type === 'call' ? value.child('arguments')?.namedChildren[0] : value;
  if (literal === undefined || !/comprehension$|^(list|dictionary|set|generator_expression)$/.test(literal.type)) return [];
  const place = placeOf(left, reading);
  if (place === null) return [];
  return literal.namedChildren.flatMap((item) => {
    const pair = item.type === 'pair';
    const element = pair ? item.child('value') : item;
    if (element === null || item.type.endsWith('_clause')) return [];
    const key = pair ? item.child('key') : null;
    return [{ node: value, place, form: 'element' as const, container: left, key, value: element, inside }];
  });
}

function callStores(node: SyntaxNode, reading: Reading): readonly Store[] {
  const callee = node.child('function');
  const given = node.child('arguments')?.namedChildren ?? [];
  const inside = reading.functionAround(node);
  if (callee?.text === 'setattr') return setattrStores(node, given, inside, reading);
  const index = PUTS[callee?.type === 'attribute' ? (callee.child('attribute')?.text ?? '') : ''];
  const container = callee?.type === 'attribute' ? callee.child('object') : null;
  const value = index === undefined ? undefined : given[index];
  const place = container === null || value === undefined ? null : placeOf(container, reading);
  if (container === null || value === undefined || place === null) return [];
  const key = index === 1 ? (given[0] ?? null) : null;
  return [{ node, place, form: 'element', container, key, value, inside }];
}

function setattrStores(
  node: SyntaxNode,
  given: readonly SyntaxNode[],
  inside: FunctionFacts | null,
  reading: Reading,
): readonly Store[] {
  const [container, name, value] = given;
  if (container === undefined || name === undefined || value === undefined) return [];
  const known = wordOf(name) !== null;
  const place = known ? attributePlace(container, name, reading) : null;
  if (known && (place === null || !isLocal(container, reading))) return [];
  return [{ node, place, form: 'attribute', container, key: null, value, inside }];
}

/** `globals()`, `vars(x)`, `x.__dict__`: what is put there has a name that only running tells. */
function isNamespace(container: SyntaxNode, reading: Reading): boolean {
  if (container.type === 'attribute') return container.child('attribute')?.text === '__dict__';
  return /^builtins\.(globals|locals|vars)$/.test(calledName(container, reading) ?? '');
}
