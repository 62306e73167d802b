import type { NodePath } from 'codex-codemod';
import { isTelling, judgeName, wordsOf } from '../event-names.js';
import { type ClassPath, calledName, childOf, isCall, keyName, membersOf, running } from './syntax.js';

/** Methods in which a session begins. */
const OPENERS = new Set(['constructor', 'open', 'start', 'begin', 'connect', 'init']);

/** True for `Symbol.dispose` and `Symbol.asyncDispose`: https://github.com/tc39/proposal-explicit-resource-management */
export function isDisposeKey(key: NodePath): boolean {
  if (!key.isMemberExpression() || key.scope.getBinding('Symbol') !== undefined) return false;
  const name = keyName(key.node.property, key.node.computed);
  return key.get('object').isIdentifier({ name: 'Symbol' }) && (name === 'dispose' || name === 'asyncDispose');
}

/**
 * True for a class whose `close` ends a session: it can be disposed of, it or its base class is called a session, or it
 * tells the beginning of something as an event.
 */
export function isSessionClass(classPath: ClassPath, events: readonly string[]): boolean {
  const { id, superClass } = classPath.node;
  if ([id, superClass].some((node) => node?.type === 'Identifier' && wordsOf(node.name).includes('session'))) return true;
  return membersOf(classPath).some((member) => {
    const key = childOf(member, 'key');
    if (!member.isClassMethod() || key === null) return false;
    if (member.node.computed) return isDisposeKey(key);
    return OPENERS.has(keyName(key.node, false) ?? '') && tellsEvent(member, events);
  });
}

function tellsEvent(method: NodePath, events: readonly string[]): boolean {
  const body = childOf(method, 'body');
  return (body === null ? [] : running(body)).some((node) => {
    const name = isCall(node) ? calledName(node) : '';
    return judgeName(name, events) !== 'none' && isTelling(name);
  });
}
