import {
  type CallPath,
  type ClassPath,
  calleeOf,
  childOf,
  type FunctionPath,
  functionAt,
  functionNamed,
  keyName,
  membersOf,
  objectOf,
  propertyOf,
} from './syntax.js';

/** The function of this file that a call means: a name that is bound once, or a method of the class on `this`. */
export function resolveCallee(call: CallPath, classPath: ClassPath | null): FunctionPath | null {
  const callee = calleeOf(call);
  if (callee.isIdentifier()) return functionNamed(callee.node.name, callee);
  const name = propertyOf(callee);
  if (classPath === null || name === null || objectOf(callee)?.isThisExpression() !== true) return null;
  return methodOf(classPath, name);
}

/** The only member of that name, when it is a function. Another class may override it. */
function methodOf(classPath: ClassPath, name: string): FunctionPath | null {
  const members = membersOf(classPath).filter((member) => {
    const key = childOf(member, 'key');
    return key !== null && keyName(key.node, 'computed' in member.node && member.node.computed === true) === name;
  });
  const [member, ...others] = members;
  if (member === undefined || others.length > 0) return null;
  if (member.isClassMethod() || member.isClassPrivateMethod()) return member.node.kind === 'method' ? member : null;
  const value = childOf(member, 'value');
  return value === null ? null : functionAt(value);
}
