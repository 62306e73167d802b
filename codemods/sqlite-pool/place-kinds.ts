import type { SyntaxNode } from 'codex-codemod';
import { calledClass, declarationsOf, derivesFromLocal, type Place } from './places.js';
import type { Reading } from './reading.js';

export type ContainerKind = 'dict' | 'list' | 'queue';

const CALLS: Readonly<Record<string, ContainerKind>> = {
  'builtins.dict': 'dict',
  'collections.OrderedDict': 'dict',
  'collections.defaultdict': 'dict',
  'weakref.WeakValueDictionary': 'dict',
  'builtins.list': 'list',
  'builtins.set': 'list',
  'collections.deque': 'list',
  'queue.Queue': 'queue',
  'queue.LifoQueue': 'queue',
  'queue.PriorityQueue': 'queue',
  'queue.SimpleQueue': 'queue',
  'asyncio.Queue': 'queue',
  'asyncio.LifoQueue': 'queue',
  'multiprocessing.Queue': 'queue',
};

const LITERALS: Readonly<Record<string, ContainerKind>> = {
  dictionary: 'dict',
  dictionary_comprehension: 'dict',
  list: 'list',
  list_comprehension: 'list',
  set_comprehension: 'list',
};

/** What kind of container a place holds, judged by what is assigned to it; null when that is not known or not one kind. */
export function containerKind(place: Place, reading: Reading): ContainerKind | null {
  const kinds = new Set<ContainerKind>();
  for (const { value } of declarationsOf(place, reading)) {
    if (value === null || value.type === 'none') continue;
    const kind = LITERALS[value.type] ?? CALLS[calledName(value, reading) ?? ''];
    if (kind === undefined) return null;
    kinds.add(kind);
  }
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined ? only : null;
}

/** The dotted name of what a call calls; type arguments (`Queue[Connection]()`) do not count. */
export function calledName(call: SyntaxNode, reading: Reading): string | null {
  const callee = call.type === 'call' ? call.child('function') : null;
  const named = callee?.type === 'subscript' ? callee.child('value') : callee;
  return named == null ? null : reading.imports.qualifiedName(named);
}

/** True when the place holds a `threading.local()`, or an object of a class of this module that derives from it. */
export function isThreadLocal(place: Place, reading: Reading): boolean {
  const values = declarationsOf(place, reading).flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length > 0 && values.every((value) => makesThreadLocal(value, reading));
}

function makesThreadLocal(value: SyntaxNode, reading: Reading): boolean {
  if (calledName(value, reading) === 'threading.local') return true;
  const owner = value.type === 'call' ? calledClass(value, reading) : null;
  return owner !== null && derivesFromLocal(owner, reading);
}

/** True for a place inside of a `threading.local`. */
export function isPrivateToThread({ owner, steps: all }: Place, reading: Reading): boolean {
  return all.some((_, count) => {
    const steps = all.slice(0, count + 1);
    return isThreadLocal({ owner, steps, key: `${owner?.start ?? 'module'}:${steps.join('.')}` }, reading);
  });
}

export type LockKind = 'lock' | 'rlock' | 'async' | 'unknown';

const LOCKS: Readonly<Record<string, LockKind>> = {
  'threading.Lock': 'lock',
  'threading.RLock': 'rlock',
  'threading.Condition': 'rlock',
  'multiprocessing.Lock': 'lock',
  'asyncio.Lock': 'async',
  'asyncio.Condition': 'async',
};

/** What kind of lock a place holds; null when it is something else. By its name alone a lock is `unknown`. */
export function lockKind(place: Place, reading: Reading): LockKind | null {
  for (const { value } of declarationsOf(place, reading)) {
    const kind = value === null ? undefined : LOCKS[calledName(value, reading) ?? ''];
    // A condition that is given a lock is as reentrant as that.
    if (kind === 'rlock' && (value?.child('arguments')?.namedChildren.length ?? 0) > 0) return 'unknown';
    if (kind !== undefined) return kind;
  }
  return /lock|mutex|guard/i.test(place.steps.at(-1) ?? '') ? 'unknown' : null;
}
