import type { babel, NodePath } from 'codex-codemod';
import { boundValue } from './bound-value.js';
import { calleeExpression, receiverOf } from './calls.js';
import { instanceOf, methodOf } from './classes.js';
import { keyName, memberName } from './names.js';
import type { Program } from './program.js';
import type { Call } from './spot.js';

/** The function of this file that a call runs, or null. `new C()` runs the constructor. */
export function functionOf(program: Program, call: Call): NodePath<babel.Function> | null {
  const known = program.functions.get(call.node);
  if (known !== undefined) return known;
  const found = findFunction(program, call);
  program.functions.set(call.node, found);
  return found;
}

function findFunction(program: Program, call: Call): NodePath<babel.Function> | null {
  const callee = calleeExpression(call);
  if (callee.isFunction()) return callee;
  if (callee.isIdentifier()) {
    const value = boundValue(callee);
    if (value.isClass()) return call.isNewExpression() ? methodOf(value, 'constructor') : null;
    return value.isFunction() ? value : null;
  }
  const [name, receiver] = [memberName(callee), receiverOf(call)];
  if (name === null || receiver === null) return null;
  const owner = instanceOf(program, receiver);
  if (owner === null) return null;
  if (owner.isClass()) return methodOf(owner, name);
  return owner.isObjectExpression() ? methodOfObject(owner, name) : null;
}

function methodOfObject(object: NodePath<babel.ObjectExpression>, name: string): NodePath<babel.Function> | null {
  for (const property of object.get('properties')) {
    if (property.isSpreadElement()) continue;
    const { key, computed } = property.node as babel.ObjectProperty | babel.ObjectMethod;
    if (keyName(key, computed) !== name) continue;
    if (property.isObjectMethod()) return property;
    const value = property.isObjectProperty() ? property.get('value') : null;
    return value?.isFunction() === true ? value : null;
  }
  return null;
}

/** The calls of a function of this file that can be seen. */
export function callersOf(program: Program, definition: NodePath<babel.Function>): readonly Call[] {
  const known = program.callers.get(definition.node);
  if (known !== undefined) return known;
  const found = findCallers(program, definition);
  program.callers.set(definition.node, found);
  return found;
}

function findCallers(program: Program, definition: NodePath<babel.Function>): readonly Call[] {
  const name = nameOf(definition);
  const isClass = definition.isClassMethod({ kind: 'constructor' });
  const candidates = isClass
    ? [...program.calls.values()].flat().filter((call) => call.isNewExpression())
    : (program.calls.get(name) ?? []);
  return candidates.filter((call) => functionOf(program, call)?.node === definition.node);
}

/** The name under which a function is called. */
function nameOf(definition: NodePath<babel.Function>): string {
  if (definition.isFunctionDeclaration()) return definition.node.id?.name ?? '';
  if (definition.isClassMethod() || definition.isObjectMethod())
    return keyName(definition.node.key, definition.node.computed) ?? '';
  if (definition.isClassPrivateMethod()) return `#${definition.node.key.id.name}`;
  const { parentPath } = definition;
  if (parentPath?.isVariableDeclarator() === true && parentPath.node.id.type === 'Identifier') return parentPath.node.id.name;
  if (parentPath?.isObjectProperty() === true) return keyName(parentPath.node.key, parentPath.node.computed) ?? '';
  return '';
}

/** True when a function is only ever called, and only here: nobody else can give it anything. */
export function isKnownWhole(definition: NodePath<babel.Function>): boolean {
  if (definition.isClassMethod() || definition.isClassPrivateMethod())
    return !isExported(definition.findParent((path) => path.isClass()));
  const binding = definition.isFunctionDeclaration()
    ? definition.parentPath.scope.getBinding(definition.node.id?.name ?? '')
    : definition.parentPath?.isVariableDeclarator() === true
      ? definition.scope.parent.getBinding(nameOf(definition))
      : undefined;
  if (binding === undefined || !binding.constant || isExported(binding.path)) return false;
  return binding.referencePaths.every((reference) => {
    const { parentPath } = reference;
    return (
      parentPath !== null &&
      reference.key === 'callee' &&
      (parentPath.isCallExpression() || parentPath.isOptionalCallExpression())
    );
  });
}

function isExported(path: NodePath | null): boolean {
  return path === null || path.findParent((one) => one.isExportDeclaration()) !== null;
}
