import type { babel, NodePath } from 'codex-codemod';
import { isMember, memberName, objectOf } from './names.js';
import type { Call } from './spot.js';
import { unwrap } from './unwrap.js';

export function isCall(path: NodePath): path is NodePath<babel.CallExpression> | NodePath<babel.OptionalCallExpression> {
  return path.isCallExpression() || path.isOptionalCallExpression();
}

export function argumentsOf(call: Call): readonly NodePath[] {
  return call.get('arguments') as readonly NodePath[];
}

/** What is called, without types and parentheses. */
export function calleeExpression(call: Call): NodePath {
  return unwrap(call.get('callee') as NodePath);
}

/** The last name of what is called: `query` of `pool.query(...)`; empty for what has none. */
export function calledName(call: Call): string {
  const callee = calleeExpression(call);
  return callee.isIdentifier() ? callee.node.name : (memberName(callee) ?? '');
}

/** `pool` of `pool.query(...)`, or null. */
export function receiverOf(path: NodePath): NodePath | null {
  if (!isCall(path)) return null;
  const callee = calleeExpression(path);
  return isMember(callee) ? objectOf(callee) : null;
}

/** The argument at a place; null where there is none, or where `...` before it makes its place unknown. */
export function argumentAt(call: Call, index: number): NodePath | null {
  const given = argumentsOf(call);
  const isKnown = given.slice(0, index + 1).every((argument) => !argument.isSpreadElement());
  return isKnown ? (given[index] ?? null) : null;
}

/** The value of a property of an object that is written out, or null. */
export function propertyOf(raw: NodePath | null | undefined, name: string): NodePath | null {
  const object = raw === null || raw === undefined ? null : unwrap(raw);
  if (object === null || !object.isObjectExpression()) return null;
  for (const property of object.get('properties').toReversed()) {
    if (property.isSpreadElement()) continue;
    const { key, computed } = property.node as babel.ObjectProperty | babel.ObjectMethod;
    const isSame =
      key.type === 'StringLiteral' ? key.value === name : !computed && key.type === 'Identifier' && key.name === name;
    if (isSame) return property.isObjectProperty() ? (property.get('value') as NodePath) : property;
  }
  return null;
}
