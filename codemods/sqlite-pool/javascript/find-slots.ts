import type { NodePath } from 'codex-codemod';
import { type Destinations, destinationsOf, type Put } from './destinations.js';
import { type Driver, driverOpened } from './drivers.js';
import { firstValue, isSameHome } from './home.js';
import { isPool } from './place.js';
import type { Reading } from './reading.js';
import type { Opened, Slot } from './slot.js';
import { bare, type FunctionPath, methodCall, staticText } from './syntax.js';

/** The connections that a file opens, and the slots that it keeps them in. */
export interface Pools {
  readonly slots: readonly Slot[];
  readonly opened: ReadonlyMap<unknown, Opened>;
  /** Connections that outlive a call in places that are not followed. */
  readonly untracked: readonly Untracked[];
}

/** A connection that is kept in what is no slot. */
export interface Untracked {
  /** Where: `state.db`, `state.connections`. */
  readonly place: NodePath;
  readonly driver: Driver;
  /** The functions that return it. */
  readonly accessors: readonly FunctionPath[];
}

interface Pending {
  readonly path: NodePath;
  readonly origin: NodePath;
  readonly driver: Driver;
  readonly later: boolean;
}

/** Follows every connection from where it is opened, also out of functions that only make it, to where it is kept. */
export function findPools(reading: Reading): Pools {
  const slots: Slot[] = [];
  const opened = new Map<unknown, Opened>();
  const untracked: Untracked[] = [];
  const pending: Pending[] = opensIn(reading);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (opened.has(next.path.node)) continue;
    const destinations = destinationsOf(next.path, next.later);
    const own = destinations.stores.flatMap((put) => slotFor(put, next, slots, reading) ?? []);
    opened.set(next.path.node, { ...next, slots: new Set(own) });
    const elsewhere = destinations.elsewhere.filter(({ place, at }) => isPool(place, at));
    const accessors = destinations.returnedBy.map(({ from }) => from);
    untracked.push(...elsewhere.map(({ place }) => ({ place, driver: next.driver, accessors })));
    if (own.length === 0 && elsewhere.length === 0) pending.push(...callsOfMakers(destinations, next, reading));
  }
  return { slots, opened, untracked };
}

function opensIn(reading: Reading): Pending[] {
  return reading.paths.flatMap((path) => {
    const driver = driverOpened(path, reading);
    return driver === null ? [] : [{ path, origin: path, driver, later: driver.opensLater }];
  });
}

function slotFor(put: Put, { driver }: Pending, slots: Slot[], reading: Reading): Slot | null {
  if (put.kind !== 'single' && !isEmptyContainer(put, reading)) return null;
  let slot = slots.find(({ kind, home }) => kind === put.kind && isSameHome(home, put.home));
  if (slot === undefined) {
    slot = { kind: put.kind, home: put.home, drivers: new Set(), stores: [], later: false };
    slots.push(slot);
  }
  slot.drivers.add(driver);
  slot.stores.push({ at: put.at, key: put.key });
  slot.later ||= put.later;
  return slot;
}

/** `new Map()`, `{}`, `Object.create(null)`, `[]`: containers without habits of their own. */
function isEmptyContainer({ kind, home }: Put, reading: Reading): boolean {
  if (home.kind === 'variable' && !home.binding.constant) return false;
  const value = firstValue(home, reading);
  if (value === null || value === undefined) return false;
  if (kind === 'list') return value.isArrayExpression();
  if (kind === 'map') return value.isNewExpression() && isGlobal(value.get('callee') as NodePath, 'Map');
  if (value.isObjectExpression()) return value.node.properties.length === 0;
  const call = methodCall(value);
  return call?.method === 'create' && isGlobal(call.receiver, 'Object') && call.given[0]?.isNullLiteral() === true;
}

function isGlobal(path: NodePath, name: string): boolean {
  return path.isIdentifier({ name }) && path.scope.getBinding(name) === undefined;
}

/** The calls of the functions that return a connection and do not keep it: each of them opens one. */
function callsOfMakers({ returnedBy }: Destinations, { driver, origin }: Pending, reading: Reading): Pending[] {
  return returnedBy.flatMap(({ from, later }) =>
    callsOf(from, reading).map((path) => ({ path, origin, driver, later: later || from.node.async === true })),
  );
}

/** The calls of a function by its name, or of a method on `this`. */
function callsOf(from: FunctionPath, { paths }: Reading): readonly NodePath[] {
  const name = nameOf(from);
  if (name === null) return [];
  const binding = name.startsWith('.') ? null : (from.parentPath?.scope.getBinding(name) ?? null);
  return paths.filter((path) => {
    if (!path.isCallExpression()) return false;
    const call = methodCall(path);
    if (call !== null) return `.${call.method}` === name && call.receiver.isThisExpression();
    const callee = bare(path.get('callee') as NodePath);
    return binding !== null && callee.isIdentifier() && callee.scope.getBinding(callee.node.name) === binding;
  });
}

/** The name by which a function is called: `open`, `.open` for a method. Null where it has none, or one that may mean another. */
export function nameOf(from: FunctionPath): string | null {
  if (from.isFunctionDeclaration()) return from.node.id?.name ?? null;
  if (from.isClassMethod() || from.isObjectMethod()) return from.node.computed ? null : methodName(from.node.key);
  if (from.isClassPrivateMethod()) return `.#${from.node.key.id.name}`;
  const { parent, parentPath } = from;
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
    return parentPath?.scope.getBinding(parent.id.name)?.constant === true ? parent.id.name : null;
  }
  return null;
}

function methodName(key: { readonly type: string; readonly name?: unknown }): string | null {
  const text = staticText(key as never);
  const name = key.type === 'Identifier' && typeof key.name === 'string' ? key.name : text;
  return name === null ? null : `.${name}`;
}
