import type { BabelBinding, NodePath } from 'codex-codemod';
import type { Driver } from './drivers.js';
import type { Evaluation } from './evaluate.js';
import type { Pools } from './find-slots.js';
import { fieldValue, type Home, homeOf, isSameHome } from './home.js';
import { mayBeInMemory } from './in-memory.js';
import { bindingOf, isInside, type Reading, rangeOf, textOf } from './reading.js';
import type { Opened, Slot } from './slot.js';
import {
  bare,
  type FunctionPath,
  functionOf,
  listStatement,
  type MethodCall,
  memberName,
  methodCall,
  staticText,
} from './syntax.js';

/** A connection that a function takes out of a pool, and has to give back. */
export interface Loan {
  readonly from: FunctionPath;
  /** Where it is taken. */
  readonly at: NodePath;
  /** The statement behind which the function has it. */
  readonly taken: NodePath;
  readonly connection: BabelBinding;
  readonly pool: LoanPool;
  /** True when its database may go with it. */
  readonly inMemory: boolean;
  /** True when the pool has a new one made where one is missing. */
  readonly isMadeAnew: boolean;
}

/** What a pool is and how it is written. */
export type LoanPool =
  | { readonly kind: 'generic-pool'; readonly home: Home; readonly text: string; readonly driver: Driver }
  | { readonly kind: 'knex'; readonly home: Home; readonly text: string }
  | { readonly kind: 'list'; readonly home: Home; readonly text: string; readonly driver: Driver };

export function findLoans(reading: Reading, pools: Pools, evaluation: Evaluation): readonly Loan[] {
  return reading.paths.flatMap((path) => {
    if (!path.isVariableDeclarator()) return [];
    const connection = bindingOf(path.get('id') as NodePath);
    const from = functionOf(path);
    const init = path.get('init') as NodePath;
    if (connection === null || from === null || init.node === null || init.node === undefined) return [];
    const loan =
      lentByPool(path, init, connection, from, reading, pools) ?? lentByList(path, connection, from, reading, pools, evaluation);
    return loan === null ? [] : [loan];
  });
}

/** `const connection = await pool.acquire()`, `await knex.client.acquireConnection()`. */
function lentByPool(
  declarator: NodePath,
  init: NodePath,
  connection: BabelBinding,
  from: FunctionPath,
  reading: Reading,
  pools: Pools,
): Loan | null {
  const awaited = bare(init);
  const call = awaited.isAwaitExpression() ? methodCall(bare(awaited.get('argument'))) : null;
  const taken = listStatement(declarator);
  if (call === null || taken === null || !connection.constant || !isOnly(declarator)) return null;
  const pool = poolAsked(call, reading);
  if (pool === null) return null;
  const loan = { from, at: call.call, taken, connection, isMadeAnew: true };
  if (pool.kind === 'knex') return { ...loan, pool: { ...pool, kind: 'knex' }, inMemory: speaksOfMemory(pool.made, reading) };
  const [first, ...more] = openedByFactory(pool.made, pools);
  if (first === undefined || more.some(({ driver }) => driver !== first.driver) || first.driver.calls === 'callback') return null;
  const origins = [first, ...more].map(({ origin }) => origin);
  return { ...loan, pool: { ...pool, kind: 'generic-pool', driver: first.driver }, inMemory: mayBeInMemory(origins, reading) };
}

/** The pool that a call takes a connection out of, or null. */
export function poolAsked({ method, receiver }: MethodCall, reading: Reading): MadePool | null {
  if (method === 'acquire') return genericPool(receiver, reading);
  return method === 'acquireConnection' ? knexPool(receiver, reading) : null;
}

interface MadePool {
  readonly kind: 'generic-pool' | 'knex';
  readonly home: Home;
  readonly text: string;
  /** The call that made it. */
  readonly made: NodePath;
}

function genericPool(receiver: NodePath, reading: Reading): MadePool | null {
  const home = homeOf(receiver);
  const made = home === null ? null : callThatMade(home, reading);
  if (home === null || made === null) return null;
  const origin = reading.originOf(made.get('callee') as NodePath);
  if (origin?.module !== 'generic-pool' || origin.members.join('.') !== 'createPool') return null;
  return { kind: 'generic-pool', home, text: textOf(reading, receiver), made };
}

/** The client of an instance of knex for SQLite: https://knexjs.org/guide/ */
function knexPool(receiver: NodePath, reading: Reading): MadePool | null {
  if (!receiver.isMemberExpression() || memberName(receiver.node) !== 'client') return null;
  const home = homeOf(receiver.get('object'));
  const made = home === null ? null : callThatMade(home, reading);
  if (home === null || made === null) return null;
  const origin = reading.originOf(made.get('callee') as NodePath);
  const isKnex = origin?.module === 'knex' && /^(?:knex)?$/.test(origin.members.join('.'));
  const client = isKnex ? textOfProperty(objectOf((made.get('arguments') as NodePath[])[0]), 'client') : null;
  return client !== null && /^(?:better-)?sqlite3$/.test(client)
    ? { kind: 'knex', home, text: textOf(reading, receiver), made }
    : null;
}

/** The call whose value is kept there and never another. */
function callThatMade(home: Home, reading: Reading): NodePath | null {
  if (home.kind === 'variable' && !home.binding.constant) return null;
  const value = fieldValue(home, reading);
  return value?.isCallExpression() === true || value?.isNewExpression() === true ? value : null;
}

/** An object literal, also by the name of a constant. */
function objectOf(path: NodePath | undefined): NodePath | null {
  if (path === undefined) return null;
  const binding = bindingOf(bare(path));
  const isConstant = binding?.constant === true && binding.path.isVariableDeclarator();
  const value = isConstant ? bare(binding.path.get('init') as NodePath) : bare(path);
  return value.isObjectExpression() ? value : null;
}

function textOfProperty(object: NodePath | null, name: string): string | null {
  if (!object?.isObjectExpression()) return null;
  for (const property of object.node.properties) {
    if (property.type !== 'ObjectProperty' || property.computed) continue;
    const key = property.key.type === 'Identifier' ? property.key.name : staticText(property.key);
    if (key === name) return staticText(property.value);
  }
  return null;
}

/** The connections to SQLite that the factory makes, as far as this file tells. */
export function openedByFactory(made: NodePath, { opened }: Pools): readonly Opened[] {
  const factory = objectOf((made.get('arguments') as NodePath[])[0]);
  const places = factory === null ? [] : [factory, namedCreate(factory)].filter((place) => place !== null);
  return [...opened.values()].filter(({ path }) => places.some((place) => isInside(path, rangeOf(place))));
}

/** The function of the file that `create` names. */
function namedCreate(factory: NodePath): NodePath | null {
  if (!factory.isObjectExpression()) return null;
  for (const property of factory.get('properties')) {
    if (!property.isObjectProperty() || property.node.key.type !== 'Identifier' || property.node.key.name !== 'create') continue;
    const binding = bindingOf(property.get('value') as NodePath);
    return binding?.constant === true ? binding.path : null;
  }
  return null;
}

function speaksOfMemory(made: NodePath, { paths }: Reading): boolean {
  const config = objectOf((made.get('arguments') as NodePath[])[0]);
  return paths.some(
    (path) => config !== null && isInside(path, rangeOf(config)) && /:memory:|mode=memory/.test(staticText(path.node) ?? ''),
  );
}

/** `const db = idle.pop() ?? new Database(file)`, or `let db = idle.pop(); if (!db) db = ...`. */
function lentByList(
  declarator: NodePath,
  connection: BabelBinding,
  from: FunctionPath,
  reading: Reading,
  { opened, slots }: Pools,
  evaluation: Evaluation,
): Loan | null {
  if (!slots.some(({ kind }) => kind === 'list')) return null;
  const slot = slotOf(declarator, connection, evaluation);
  const [driver, ...more] = slot?.drivers ?? [];
  const taken = settledBehind(declarator, connection);
  if (slot === null || driver === undefined || more.length > 0 || taken === null || !isOnly(declarator)) return null;
  const container = slot.home.kind === 'variable' ? slot.home.binding.identifier.name : nameOfField(declarator, slot, reading);
  if (container === null || driver.calls === 'callback') return null;
  const origins = [...opened.values()].filter(({ slots }) => slots.has(slot));
  const ways = [declarator, ...connection.constantViolations];
  const isMadeAnew = origins.some(({ path }) => ways.some((way) => isInside(path, rangeOf(way))));
  const pool: LoanPool = { kind: 'list', home: slot.home, text: container, driver };
  return {
    from,
    at: declarator,
    taken,
    connection,
    pool,
    inMemory: mayBeInMemory(
      origins.map(({ origin }) => origin),
      reading,
    ),
    isMadeAnew,
  };
}

function slotOf(declarator: NodePath, connection: BabelBinding, evaluation: Evaluation): Slot | null {
  const slot = evaluation.slotOf(connection.referencePaths[0] ?? declarator);
  return slot?.kind === 'list' ? slot : null;
}

/** The text by which the function calls the list that it takes from. */
function nameOfField(declarator: NodePath, { home }: Slot, reading: Reading): string | null {
  const range = rangeOf(declarator);
  const taking = reading.paths.find((path) => {
    const call = isInside(path, range) ? methodCall(path) : null;
    const from = call === null ? null : homeOf(call.receiver);
    return from !== null && isSameHome(from, home);
  });
  const call = taking === undefined ? null : methodCall(taking);
  return call === null ? null : textOf(reading, call.receiver);
}

/** The statement behind which the name means the connection for good. */
function settledBehind(declarator: NodePath, { constantViolations }: BabelBinding): NodePath | null {
  const own = listStatement(declarator);
  const later = constantViolations.map((violation) => statementBeside(violation, own));
  if (own === null || later.includes(null)) return null;
  return later.reduce((last, one) => (one !== null && last !== null && Number(one.key) > Number(last.key) ? one : last), own);
}

/** The statement of the same list that a node stands in. */
function statementBeside(path: NodePath, own: NodePath | null): NodePath | null {
  for (let at: NodePath | null = path; at !== null && !at.isFunction(); at = at.parentPath) {
    if (own !== null && at.container === own.container && at.listKey === own.listKey) return at;
  }
  return null;
}

function isOnly(declarator: NodePath): boolean {
  return declarator.parentPath?.isVariableDeclaration() === true && declarator.parentPath.node.declarations.length === 1;
}
