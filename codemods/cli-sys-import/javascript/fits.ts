import type { babel, NodePath } from 'codex-codemod';
import { isMember, isPlainWord } from './node-modules.js';

/** True where a name is used as only the module can be: a member is read that the module has, and called where its name is a common word. */
export function fitsModule(read: NodePath<babel.Identifier>, module: string): boolean {
  const member = read.parentPath;
  if (member?.isMemberExpression() !== true || read.key !== 'object') return isDestructured(read, module);
  const name = nameOf(member.node.property, member.node.computed);
  if (name === null || !isMember(module, name) || isChanged(member)) return false;
  const call = member.parentPath;
  const isCalled = (call?.isCallExpression() === true || call?.isNewExpression() === true) && member.key === 'callee';
  if (!isPlainWord(name)) return true;
  return isCalled && !isJoinOfList(name, call.node.arguments);
}

/** `keys.join('.')`: what lists have, too. The module joins more than one text. */
function isJoinOfList(name: string, given: readonly babel.Node[]): boolean {
  const [first] = given;
  return name === 'join' && given.length < 2 && first?.type !== 'SpreadElement';
}

function isChanged(member: NodePath): boolean {
  const { parentPath } = member;
  if (parentPath?.isAssignmentExpression() === true || parentPath?.isForXStatement() === true) return member.key === 'left';
  return parentPath?.isUpdateExpression() === true || parentPath?.isUnaryExpression({ operator: 'delete' }) === true;
}

/** `const { join, sep } = path`. */
function isDestructured(read: NodePath<babel.Identifier>, module: string): boolean {
  const { parentPath } = read;
  if (parentPath?.isVariableDeclarator() !== true || read.key !== 'init') return false;
  const { id } = parentPath.node;
  if (id.type !== 'ObjectPattern' || id.properties.length === 0) return false;
  return id.properties.every((property) => {
    const name = property.type === 'ObjectProperty' ? nameOf(property.key, property.computed) : null;
    return name !== null && isMember(module, name);
  });
}

function nameOf(property: babel.Node, computed: boolean): string | null {
  if (property.type === 'StringLiteral') return property.value;
  return property.type === 'Identifier' && !computed ? property.name : null;
}
