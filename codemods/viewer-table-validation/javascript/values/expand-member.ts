import type { NodePath } from 'codex-codemod';
import { either } from '../../values/piece.js';
import { guardOn } from '../guards/guard-on.js';
import { calledName, isCall, propertyOf } from '../program/calls.js';
import { fieldValues, getterOf } from '../program/classes.js';
import { definitionsOf } from '../program/definitions.js';
import { isMember, type Member, memberName, objectOf } from '../program/names.js';
import type { Program } from '../program/program.js';
import { returnsOf } from '../program/returns.js';
import type { Definition, Key, Spot } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import { sourceOfExpression } from '../sources/source-at.js';
import { type Alternative, before, type Environment, inside, leaf, other } from './environment.js';
import { expand } from './expand.js';

/** `object.name`: a value of the command line, a property of an object that is written out, a field of a class. */
export function expandMember(program: Program, path: Member, env: Environment): readonly Alternative[] {
  const guard = guardOn(program, path, env, -1);
  if (guard.strength === 'strong' || env.later.some(({ node }) => node === path.node)) return other(path, env);
  const source = sourceOfExpression(program, { path, frame: env.frame });
  if (source === 'checked') return other(path, env);
  if (source !== null) return leaf(path, inside(path, env, guard.traits), { kind: 'source', source });
  const step = inside(path, env, guard.traits);
  const getter = getterOf(program, path);
  if (getter !== null)
    return either(returnsOf(getter).map((value) => expand(program, value, before(path, step, { frame: null }))));
  const fields = fieldValues(program, path);
  if (fields !== null && fields.length > 0) {
    return either(fields.map((value) => expand(program, value, before(path, step, { frame: null }))));
  }
  const name = memberName(path);
  const object = objectOf(path);
  // `name.split('.')[0]`
  if (isCall(object) && ['split', 'match', 'exec'].includes(calledName(object))) return expand(program, object, step);
  if (name === null) return other(path, env);
  return property(program, { path: object, frame: env.frame }, [name], path, step);
}

/** `const { name } = object` */
export function expandPart(
  program: Program,
  definition: Definition & { readonly kind: 'part' },
  at: NodePath,
  env: Environment,
): readonly Alternative[] {
  const { otherwise, keys, of } = definition;
  const given = property(program, of, keys, at, env);
  return otherwise === null ? given : either([given, expand(program, otherwise, before(at, env, { frame: null }))]);
}

/** The property of an object, or the element of a list, that the file writes out. */
function property(program: Program, of: Spot, keys: readonly Key[], at: NodePath, env: Environment): readonly Alternative[] {
  const [key, ...rest] = keys;
  const object = unwrap(of.path);
  if (key === undefined) return expand(program, object, before(at, env, of));
  if (object.isIdentifier()) return propertyOfName(program, { path: object, frame: of.frame }, keys, at, env);
  if (isMember(object)) {
    const name = memberName(object);
    return name === null
      ? other(at, env)
      : property(program, { path: objectOf(object), frame: of.frame }, [name, ...keys], at, env);
  }
  const value = typeof key === 'string' ? propertyOf(object, key) : itemOf(object, key);
  return value === null || value.isFunction()
    ? other(at, env)
    : property(program, { path: value, frame: of.frame }, rest, at, env);
}

/** Where the name has one value, and nothing is written into the object later. */
function propertyOfName(
  program: Program,
  of: Spot,
  keys: readonly Key[],
  at: NodePath,
  env: Environment,
): readonly Alternative[] {
  const definitions = definitionsOf(program, of);
  const isFlat = definitions.every(({ kind }) => kind === 'value' || kind === 'part') && env.depth < MOST_STEPS;
  if (isWritten(program, of.path, keys[0])) return other(at, env);
  if (definitions.length === 0 || !isFlat) return other(at, env);
  const deeper = { ...env, depth: env.depth + 1 };
  return either(
    definitions.map((definition) => {
      if (definition.kind === 'value') return property(program, definition.spot, keys, at, deeper);
      if (definition.kind === 'part') return property(program, definition.of, [...definition.keys, ...keys], at, deeper);
      return other(at, env);
    }),
  );
}

/** `object.name = ...`, or a key that is computed. */
function isWritten(program: Program, object: NodePath, key: Key | undefined): boolean {
  const binding = object.isIdentifier() ? object.scope.getBinding(object.node.name) : undefined;
  return program.members.some((member) => {
    if (member.key !== 'left' || member.parentPath?.isAssignmentExpression() !== true) return false;
    const target = objectOf(member);
    const isSame = target.isIdentifier() && target.scope.getBinding(target.node.name) === binding;
    const name = memberName(member);
    return isSame && (name === null || name === String(key));
  });
}

const MOST_STEPS = 40;

function itemOf(list: NodePath, key: Key): NodePath | null {
  if (!list.isArrayExpression() || typeof key !== 'number') return null;
  const items = list.get('elements') as readonly NodePath[];
  const item = items.slice(0, key + 1).some((one) => one.isSpreadElement()) ? undefined : items[key];
  return item === undefined || item.node === null ? null : item;
}
