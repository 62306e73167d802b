import type { babel, NodePath } from 'codex-codemod';
import { boundValue } from './bound-value.js';
import { calleeExpression } from './calls.js';
import { isMember, keyName, memberName, objectOf } from './names.js';
import type { Program } from './program.js';

/** The class of this file that an expression is an instance of, or the object that is written out for it; or null. */
export function instanceOf(program: Program, raw: NodePath): NodePath<babel.Class> | NodePath<babel.ObjectExpression> | null {
  const path = boundValue(raw);
  if (path.isThisExpression()) return classAround(path);
  if (path.isObjectExpression()) return path;
  if (path.isNewExpression()) {
    const made = boundValue(calleeExpression(path));
    return made.isClass() ? made : null;
  }
  if (isMember(path) && objectOf(path).isThisExpression()) {
    const values = fieldValues(program, path);
    const [only, another] = values ?? [];
    return only === undefined || another !== undefined ? null : instanceOf(program, only);
  }
  return null;
}

/** The class whose `this` an expression sees. */
function classAround(path: NodePath): NodePath<babel.Class> | null {
  const method = path.findParent((one) => {
    return (one.isFunction() && !one.isArrowFunctionExpression()) || one.isClassProperty() || one.isClassPrivateProperty();
  });
  const owner = method?.parentPath?.parentPath;
  const isOfClass =
    method?.isClassMethod() || method?.isClassPrivateMethod() || method?.isClassProperty() || method?.isClassPrivateProperty();
  return isOfClass === true && owner?.isClass() === true ? owner : null;
}

/** A method of a class, also one that a property holds. */
export function methodOf(owner: NodePath<babel.Class>, name: string): NodePath<babel.Function> | null {
  for (const member of membersOf(owner)) {
    if (nameOfMember(member) !== name) continue;
    if (member.isClassMethod() || member.isClassPrivateMethod()) return member;
    const value = member.isClassProperty() || member.isClassPrivateProperty() ? (member.get('value') as NodePath) : null;
    return value?.isFunction() === true ? value : null;
  }
  return null;
}

function membersOf(owner: NodePath<babel.Class>): readonly NodePath[] {
  return owner.get('body').get('body') as readonly NodePath[];
}

function nameOfMember(member: NodePath): string | null {
  if (member.isClassMethod() || member.isClassProperty()) return keyName(member.node.key, member.node.computed ?? false);
  return member.isClassPrivateMethod() || member.isClassPrivateProperty() ? keyName(member.node.key, false) : null;
}

/** The getter behind `this.name`, or null. */
export function getterOf(program: Program, path: NodePath): NodePath<babel.Function> | null {
  const name = memberName(path);
  const owner = isMember(path) ? instanceOf(program, objectOf(path)) : null;
  const found = owner?.isClass() === true && name !== null ? methodOf(owner, name) : null;
  return (found?.isClassMethod({ kind: 'get' }) ?? false) ? found : null;
}

/** What a field of a class may hold: what stands behind its declaration, and what `this.name = ...` gives it; null for no field. */
export function fieldValues(program: Program, path: NodePath): readonly NodePath[] | null {
  const name = memberName(path);
  const owner = isMember(path) ? instanceOf(program, objectOf(path)) : null;
  if (owner === null || !owner.isClass() || name === null) return null;
  const declared = membersOf(owner).flatMap((member) => {
    if (nameOfMember(member) !== name || !(member.isClassProperty() || member.isClassPrivateProperty())) return [];
    const value = member.get('value') as NodePath;
    return value.node === null || value.node === undefined ? [] : [value];
  });
  const assigned = program.members.flatMap((member) => {
    const isSame = memberName(member) === name && member.key === 'left' && objectOf(member).isThisExpression();
    const by = member.parentPath;
    if (!isSame || by?.isAssignmentExpression() !== true || classAround(objectOf(member))?.node !== owner.node) return [];
    return [by.get('right') as NodePath];
  });
  return [...declared, ...assigned, ...parameterProperty(owner, name)];
}

/** `constructor(private readonly name: string)` */
function parameterProperty(owner: NodePath<babel.Class>, name: string): readonly NodePath[] {
  const params = methodOf(owner, 'constructor')?.get('params') ?? [];
  return (params as readonly NodePath[]).flatMap((param) => {
    if (!param.isTSParameterProperty()) return [];
    const parameter = param.get('parameter') as NodePath;
    const inner = parameter.isAssignmentPattern() ? (parameter.get('left') as NodePath) : parameter;
    return inner.isIdentifier({ name }) ? [inner] : [];
  });
}
