import type { NodePath } from 'codex-codemod';
import { judgeName, wordsOf } from '../event-names.js';
import type { ExitFunction } from './find-exits.js';
import { resolveCallee } from './resolve-callee.js';
import {
  argumentsOf,
  type CallPath,
  type ClassPath,
  calledName,
  childOf,
  isCall,
  keyName,
  memberName,
  membersOf,
  running,
  startOf,
} from './syntax.js';
import { valuesTold } from './values-told.js';

/** Members that say which session it was, how often or how long: they are told, and cleared, with every end event. */
const TOLD = new Set(
  'id uuid name key token start started begin begun time timer t0 count counter depth status state at'.split(' '),
);

/** Methods that take away what a list, set or map holds. */
const TAKING = new Set('clear pop shift splice delete drain'.split(' '));

/** What these tell of is told, and no more; `publish`, `report` and `record` may also hand it over. */
const TELLING_VERBS = ['log', 'audit', 'track'];

/** The member of `this` that a node is, but for those that say which session it was. */
export function payloadOf(path: NodePath): string | null {
  const name = memberName(path);
  if (name === null || !/^this\.[^.]+$/.test(name)) return null;
  return wordsOf(name.slice('this.'.length)).some((word) => TOLD.has(word)) ? null : name;
}

/**
 * True when a call is given data of the object that would be lost with it: data that the function then clears, as
 * `this.report(this.items)` before `this.items = []`, or what the class collects, as `this.bus.publish(topic, this.pending)`.
 */
export function deliversOwnData(call: CallPath, { body, classPath }: ExitFunction): boolean {
  if (hasCleared(call, body)) return true;
  const callee = resolveCallee(call, classPath);
  const block = callee === null ? null : childOf(callee, 'body');
  if (block !== null && running(block).some((node) => isCall(node) && hasCleared(node, block))) return true;
  return classPath !== null && handsOver(call, classPath);
}

function hasCleared(call: CallPath, body: NodePath): boolean {
  const given = new Set(valuesTold(call).flatMap((node) => payloadOf(node) ?? []));
  return (
    given.size > 0 &&
    running(body).some((node) => clearedBy(node).some((name) => given.has(name)) && startOf(node) > startOf(call))
  );
}

/** The members that a node sets anew, deletes or empties. */
function clearedBy(node: NodePath): readonly string[] {
  if (node.isAssignmentExpression()) {
    const left: NodePath = node.get('left');
    const targets = left.isPattern() ? running(left) : [left];
    return targets.flatMap((target) => memberName(target)?.replace(/\.length$/, '') ?? []);
  }
  if (node.isUnaryExpression({ operator: 'delete' })) return [memberName(node.get('argument')) ?? ''];
  const receiver = isCall(node) && TAKING.has(calledName(node)) ? childOf(node, 'callee') : null;
  return receiver === null ? [] : [(memberName(receiver) ?? '').replace(/\.[^.]*$/, '')];
}

function handsOver(call: CallPath, classPath: ClassPath): boolean {
  if (judgeName(calledName(call), TELLING_VERBS) !== 'none') return false;
  return argumentsOf(call).some((argument) => {
    const name = payloadOf(argument);
    return name !== null && isCollected(name.slice('this.'.length), classPath);
  });
}

/** True for a member that the class makes empty: what goes on in the session fills it. */
function isCollected(member: string, classPath: ClassPath): boolean {
  return membersOf(classPath).some((one) => {
    const [key, value, body] = [childOf(one, 'key'), childOf(one, 'value'), childOf(one, 'body')];
    if (key !== null && value !== null && keyName(key.node, false) === member) return isEmpty(value);
    return (
      body !== null &&
      running(body).some((node) => {
        if (!node.isAssignmentExpression() || memberName(node.get('left')) !== `this.${member}`) return false;
        return isEmpty(node.get('right'));
      })
    );
  });
}

function isEmpty({ node }: NodePath): boolean {
  if (node.type === 'ArrayExpression') return node.elements.length === 0;
  if (node.type === 'ObjectExpression') return node.properties.length === 0;
  return node.type === 'NewExpression' && node.callee.type === 'Identifier' && /^(Map|Set|Array)$/.test(node.callee.name);
}
