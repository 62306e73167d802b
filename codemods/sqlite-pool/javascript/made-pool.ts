import type { NodePath } from 'codex-codemod';
import type { Pools } from './find-slots.js';
import { firstValue, type Home, homeOf } from './home.js';
import { bindingOf, isInside, type Reading, rangeOf, textOf } from './reading.js';
import type { Opened } from './slot.js';
import { bare, type MethodCall, memberName, staticText } from './syntax.js';

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
  const value = firstValue(home, reading);
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

/** True when what a pool was made with names a database in memory. */
export function speaksOfMemory(made: NodePath, { paths }: Reading): boolean {
  const config = objectOf((made.get('arguments') as NodePath[])[0]);
  return paths.some(
    (path) => config !== null && isInside(path, rangeOf(config)) && /:memory:|mode=memory/.test(staticText(path.node) ?? ''),
  );
}
