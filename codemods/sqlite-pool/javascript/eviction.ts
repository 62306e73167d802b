import type { Code } from '../codes.js';
import { declaredType, isTestedFor, missingValue } from './missing-value.js';
import type { Reading } from './reading.js';
import type { Slot } from './slot.js';
import { functionOf } from './syntax.js';

const NOT_BY_TYPE = 'the type of what holds the connection does not allow that there is none';
const NEVER_EMPTY = 'what holds the connection begins with one, and what would stand there for none is not known';

/** How a connection is taken out of its slot. */
export interface Eviction {
  /** The statements that do it, if it is still this connection. */
  readonly text: string;
  /** True when the slot is the connection's only name, which it loses: closing has to come first. */
  readonly isOwnName: boolean;
  /** True when the statements may fail. */
  readonly mayFail: boolean;
}

/** Why a connection cannot be taken out. */
export interface NoEviction {
  readonly code: Code;
  readonly why: string;
}

/** The names of what an eviction is about, as they are written where it is to stand. */
export interface Names {
  /** The slot: `pool`, `this.#pool`. */
  readonly container: string;
  /** Null where the slot is the connection's only name. */
  readonly connection: string | null;
  /** Null where the key cannot be told: then the connection is looked for. */
  readonly key: string | null;
}

/** Writes how the connection is taken out of its slot, so that the next one who asks makes a new one. */
export function evictionOf(slot: Slot, names: Names, reading: Reading): Eviction | NoEviction {
  const isMadeAnew = slot.stores.some(({ at }) => functionOf(at) !== null);
  if (!isMadeAnew) return { code: 'POOL006', why: 'no function of this file makes a new connection' };
  if (slot.kind === 'single') return ofSingle(slot, names, reading);
  const { connection, container, key } = names;
  if (connection === null) return { code: 'POOL014', why: 'the connection has no name here' };
  const [get, remove] = slot.kind === 'map' ? mapAccess(container) : recordAccess(container);
  if (slot.later) {
    if (key === null) return { code: 'POOL014', why: 'promises are pooled, and the key of this one cannot be told' };
    return awaited(get(key), connection, remove(key), names);
  }
  const text = key === null ? search(slot, connection, names) : `if (${get(key)} === ${connection}) ${remove(key)}`;
  return { text, isOwnName: false, mayFail: false };
}

type Access = readonly [get: (key: string) => string, remove: (key: string) => string];

function mapAccess(container: string): Access {
  return [(key) => `${container}.get(${key})`, (key) => `${container}.delete(${key});`];
}

function recordAccess(container: string): Access {
  return [(key) => `${container}[${key}]`, (key) => `delete ${container}[${key}];`];
}

/** The pool may have got another promise while this one is awaited. */
function awaited(get: string, connection: string, remove: string, names: Names): Eviction {
  const kept = freshName('kept', names);
  const text = `const ${kept} = ${get};\nif ((await ${kept}) === ${connection} && ${get} === ${kept}) ${remove}`;
  return { text, isOwnName: false, mayFail: true };
}

function search({ kind }: Slot, connection: string, names: Names): string {
  const { container } = names;
  const each = freshName('key', names);
  const [get, remove] = recordAccess(container);
  if (kind === 'record') {
    return `for (const ${each} of Object.keys(${container})) {\n  if (${get(each)} === ${connection}) ${remove(each)}\n}`;
  }
  const kept = freshName('kept', names);
  return `for (const [${each}, ${kept}] of ${container}) {\n  if (${kept} === ${connection}) ${container}.delete(${each});\n}`;
}

function ofSingle(slot: Slot, names: Names, reading: Reading): Eviction | NoEviction {
  const { container, connection } = names;
  const missing = missingValue(slot, reading);
  if (missing === null) {
    return { code: 'POOL014', why: declaredType(slot.home, reading) === null ? NEVER_EMPTY : NOT_BY_TYPE };
  }
  if (!isTestedFor(slot, missing)) return { code: 'POOL006', why: `nothing makes a new connection when this one is ${missing}` };
  const emptying = `${container} = ${missing};`;
  if (connection === null) return { text: emptying, isOwnName: true, mayFail: false };
  if (slot.later) return awaited(container, connection, emptying, names);
  return { text: `if (${container} === ${connection}) ${emptying}`, isOwnName: false, mayFail: false };
}

/** A name for what only the repair itself speaks of: another than those that it mentions. */
export function freshName(base: string, { container, connection, key }: Names): string {
  const taken = new Set([container, connection, key].flatMap((text) => text?.match(/[\p{ID_Continue}$]+/gu) ?? []));
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}${number}`;
  return name;
}
