import type { BabelBinding, babel, NodePath } from 'codex-codemod';
import { bindingOf, type Reading } from './reading.js';
import { bare, functionOf, memberName } from './syntax.js';

/** Where something is kept: a variable, or a field of the objects of a class or of the class itself. */
export type Home =
  | { readonly kind: 'variable'; readonly binding: BabelBinding }
  | { readonly kind: 'field'; readonly owner: babel.Class; readonly isStatic: boolean; readonly name: string };

export function isSameHome(one: Home, other: Home): boolean {
  if (one.kind === 'variable' || other.kind === 'variable') {
    return one.kind === 'variable' && other.kind === 'variable' && one.binding === other.binding;
  }
  return one.owner === other.owner && one.isStatic === other.isStatic && one.name === other.name;
}

/** The home that an expression names, or null: `pool`, `this.pool`, `this.#pool`, `Store.pool`. */
export function homeOf(expression: NodePath): Home | null {
  const path = bare(expression);
  const binding = bindingOf(path);
  if (binding !== null) return { kind: 'variable', binding };
  if (!path.isMemberExpression() && !path.isOptionalMemberExpression()) return null;
  const name = memberName(path.node);
  const object = bare(path.get('object') as NodePath);
  if (name === null) return null;
  if (object.isThisExpression()) return ofThis(object, name);
  const owner = bindingOf(object);
  if (owner === null || !owner.constant || !owner.path.isClassDeclaration()) return null;
  return { kind: 'field', owner: owner.path.node, isStatic: true, name };
}

/** `this` of a method, of a field's value or of a static block, also where arrow functions stand in between. */
function ofThis(path: NodePath, name: string): Home | null {
  for (let at: NodePath | null = path; at !== null; at = at.parentPath) {
    if (at.isFunction() && !at.isArrowFunctionExpression() && !at.isClassMethod() && !at.isClassPrivateMethod()) return null;
    const isMember = at.isClassMethod() || at.isClassPrivateMethod() || at.isClassProperty() || at.isClassPrivateProperty();
    if (!isMember && !at.isStaticBlock()) continue;
    const owner = at.parentPath?.parent;
    if (owner?.type !== 'ClassDeclaration' && owner?.type !== 'ClassExpression') return null;
    const isStatic = at.isStaticBlock() || ('static' in at.node && at.node.static === true);
    return { kind: 'field', owner, isStatic, name };
  }
  return null;
}

/** True when `this` in a function is what has the field. */
export function isThisOf(from: NodePath, home: Home & { readonly kind: 'field' }): boolean {
  const own = ofThis(from, home.name);
  return own !== null && isSameHome(own, home);
}

/** True when what is kept there outlives a call of the function that the path stands in. */
export function outlives(home: Home, path: NodePath): boolean {
  if (home.kind === 'field') return true;
  return functionOf(path)?.node !== (home.binding.scope.getFunctionParent() ?? home.binding.scope).path.node;
}

/** What is put there first, where it is declared or in the constructor; null where that is nothing, undefined where it cannot be told. */
export function firstValue(home: Home, reading: Reading): NodePath | null | undefined {
  return home.kind === 'field' ? fieldValue(home, reading) : variableValue(home.binding);
}

function variableValue({ path, kind }: BabelBinding): NodePath | null | undefined {
  const isPlain = path.isVariableDeclarator() && kind !== 'param' && path.node.id.type === 'Identifier';
  return isPlain ? initialValue(path.get('init') as NodePath) : undefined;
}

/** The field's value in the class, or what the constructor assigns to it. */
function fieldValue(home: Home & { readonly kind: 'field' }, { paths }: Reading): NodePath | null | undefined {
  let found: NodePath | null | undefined;
  for (const path of paths) {
    if ((path.isClassProperty() || path.isClassPrivateProperty()) && path.parentPath?.parent === home.owner) {
      if (isNamed(path.node, home)) found = initialValue(path.get('value') as NodePath);
    } else if (path.isAssignmentExpression({ operator: '=' }) && isInConstructor(path)) {
      const target = homeOf(path.get('left') as NodePath);
      if (target !== null && isSameHome(target, home)) found = bare(path.get('right'));
    }
  }
  return found;
}

function initialValue(path: NodePath): NodePath | null {
  return path.node === null || path.node === undefined ? null : bare(path);
}

function isInConstructor(path: NodePath): boolean {
  return functionOf(path)?.isClassMethod({ kind: 'constructor' }) === true;
}

function isNamed(node: babel.ClassProperty | babel.ClassPrivateProperty, home: Home & { readonly kind: 'field' }): boolean {
  if ((node.static === true) !== home.isStatic) return false;
  const { key } = node;
  if (key.type === 'PrivateName') return `#${key.id.name}` === home.name;
  if (node.type === 'ClassProperty' && node.computed) return false;
  return key.type === 'Identifier' ? key.name === home.name : key.type === 'StringLiteral' && key.value === home.name;
}
