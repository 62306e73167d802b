import type { SyntaxNode } from 'codex-codemod';
import { containerKind, isThreadLocal } from './place-kinds.js';
import { type Place, placeOf } from './places.js';
import type { Reading } from './reading.js';

/** Whether a slot is an element of a container or an attribute of a `threading.local`. */
export type Form = 'element' | 'attribute';

/** Equal for reads and stores of one slot. A dict in an attribute is not a slot itself, its elements are. */
export function slotKey({ form, place }: { readonly form: Form; readonly place: Place | null }): string | null {
  return place === null ? null : `${form} ${place.key}`;
}

/** A place in the code that gets something out of a place that outlives the call. */
export interface Read {
  readonly node: SyntaxNode;
  /** The container, or the attribute itself for an attribute of a `threading.local`. */
  readonly place: Place;
  readonly form: Form;
  /** True when what is got is no longer in there: `queue.get()`, `list.pop()`. */
  readonly takes: boolean;
  /** The container, or the object that has the attribute. */
  readonly container: SyntaxNode;
  readonly key: SyntaxNode | null;
  /** True when the read itself says what it answers for a missing entry: `.get(key)`, `getattr(o, n, None)`. */
  readonly defaulted: boolean;
}

const TAKES = new Set(['get_nowait', 'pop', 'popleft', 'popitem']);
const READS = new Set(['get', 'setdefault', ...TAKES]);

/** All reads of a file that could be of a slot. */
export function findReads(reading: Reading): ReadonlyMap<SyntaxNode, Read> {
  const reads = new Map<SyntaxNode, Read>();
  for (const node of reading.file.root.ofType('call', 'subscript', 'attribute')) {
    const read =
      node.type === 'call'
        ? (methodRead(node, reading) ?? getattrRead(node, reading))
        : node.type === 'subscript'
          ? elementRead(node, reading)
          : attributeRead(node, reading);
    if (read !== null) reads.set(node, read);
  }
  return reads;
}

function methodRead(call: SyntaxNode, reading: Reading): Read | null {
  const callee = call.child('function');
  const method = callee?.type === 'attribute' ? (callee.child('attribute')?.text ?? '') : '';
  const container = callee?.type === 'attribute' ? callee.child('object') : null;
  if (container === null || !READS.has(method)) return null;
  const place = placeOf(container, reading);
  if (place === null) return null;
  const given = call.child('arguments')?.namedChildren ?? [];
  const kind = containerKind(place, reading);
  const isQueue = kind === 'queue' || (kind === null && method === 'get' && given.length === 0);
  const takes = TAKES.has(method) || (method === 'get' && isQueue);
  const key = isQueue || kind === 'list' ? null : (given[0] ?? null);
  return { node: call, place, form: 'element', takes, container, key, defaulted: !takes || given.length > 1 };
}

function elementRead(subscript: SyntaxNode, reading: Reading): Read | null {
  const container = subscript.child('value');
  const place = container === null || isTarget(subscript) ? null : placeOf(container, reading);
  if (container === null || place === null) return null;
  const [key = null] = subscript.childrenIn('subscript');
  return { node: subscript, place, form: 'element', takes: false, container, key, defaulted: false };
}

function attributeRead(attribute: SyntaxNode, reading: Reading): Read | null {
  const container = attribute.child('object');
  if (container === null || isTarget(attribute) || !isLocal(container, reading)) return null;
  const place = placeOf(attribute, reading);
  if (place === null) return null;
  return { node: attribute, place, form: 'attribute', takes: false, container, key: null, defaulted: false };
}

function getattrRead(call: SyntaxNode, reading: Reading): Read | null {
  const [container, name, fallback] = call.child('arguments')?.namedChildren ?? [];
  if (call.child('function')?.text !== 'getattr' || container === undefined || !isLocal(container, reading)) return null;
  const place = attributePlace(container, name, reading);
  if (place === null) return null;
  return { node: call, place, form: 'attribute', takes: false, container, key: null, defaulted: fallback !== undefined };
}

/** The place of `object.name`, with the name given as a string. */
export function attributePlace(object: SyntaxNode, name: SyntaxNode | undefined, reading: Reading): Place | null {
  const word = name === undefined ? null : wordOf(name);
  const place = placeOf(object, reading);
  if (word === null || place === null) return null;
  const steps = [...place.steps, word];
  return { owner: place.owner, steps, key: `${place.key}.${word}` };
}

/** The text of a plain string that is a name, or null. */
export function wordOf(node: SyntaxNode): string | null {
  return /^(["'])([A-Za-z_]\w*)\1$/.exec(node.text)?.[2] ?? null;
}

export function isLocal(object: SyntaxNode, reading: Reading): boolean {
  const place = placeOf(object, reading);
  return place !== null && isThreadLocal(place, reading);
}

/** True for what is assigned to or deleted rather than read. */
function isTarget(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (parent?.type === 'assignment') return parent.child('left') === node;
  return parent?.type === 'delete_statement' || parent?.type === 'pattern_list';
}
