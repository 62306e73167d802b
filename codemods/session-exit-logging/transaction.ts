import type { SyntaxNode } from 'codex-codemod';
import type { Case } from './case.js';
import { insertsRecord } from './record-writes.js';
import { argumentsOf, calledName, literalText, receiverOf, running } from './syntax.js';
import type { Unit } from './units.js';

const RUNS = /^execute(many|script)?$/;

/** Statements that change no row. */
const HARMLESS_SQL = /^\s*(SELECT|PRAGMA|CREATE|EXPLAIN)\b/i;

/**
 * Whose the transaction is that a unit inserts its record in: `shared` with other statements of the method, `own` where the
 * class makes the connection and writes nothing but records with it, `unclear` elsewhere. Null for what inserts no record.
 */
export function transactionOf(it: Case, unit: Unit): 'own' | 'shared' | 'unclear' | null {
  const connections = new Set(unit.events.flatMap(({ call }) => (insertsRecord(call) ? connectionOf(call, it) : [])));
  if (connections.size === 0) return null;
  const isShared = [...running(it.method.body)].some((node) => {
    const connection = node.type === 'call' && sharesWork(node) ? connectionOf(node, it) : null;
    return connection !== null && connections.has(connection);
  });
  if (isShared) return 'shared';
  return [...connections].every((connection) => isOwn(connection, it)) ? 'own' : 'unclear';
}

/** The connection that a call goes to: of a cursor the one that it was made by. */
function connectionOf(call: SyntaxNode, { method }: Case): string {
  const receiver = receiverOf(call);
  const made =
    receiver?.type === 'identifier' ? [...running(method.body)].find((node) => bindsCursor(node, receiver.text)) : null;
  const maker = made?.child('right')?.type === 'call' ? made.child('right') : receiver?.type === 'call' ? receiver : null;
  const isCursor = maker !== null && maker !== undefined && calledName(maker) === 'cursor';
  return (isCursor ? receiverOf(maker)?.text : receiver?.text) ?? '';
}

function bindsCursor(node: SyntaxNode, name: string): boolean {
  return node.type === 'assignment' && node.child('left')?.text === name;
}

/** A statement that changes other rows, or a rollback: then more than the record depends on the transaction. */
function sharesWork(call: SyntaxNode): boolean {
  const name = calledName(call) ?? '';
  if (name === 'rollback') return true;
  return RUNS.test(name) && !insertsRecord(call) && !HARMLESS_SQL.test(literalText(argumentsOf(call)[0]) ?? '');
}

/** True when the class connects by itself, and uses the connection for records alone. */
function isOwn(connection: string, { method }: Case): boolean {
  const [self, attribute, ...others] = connection.split('.');
  if (self !== method.self || attribute === undefined || others.length > 0) return false;
  const mentions = [...method.classNode.ofType('attribute')].filter((node) => node.text === connection);
  return mentions.some(isConnected) && mentions.every((node) => isConnected(node) || isRecordKeeping(node));
}

/** `self.conn = sqlite3.connect(path)`. */
function isConnected(node: SyntaxNode): boolean {
  const right = node.field === 'left' ? node.parent?.child('right') : null;
  return right?.type === 'call' && calledName(right) === 'connect';
}

function isRecordKeeping(node: SyntaxNode): boolean {
  const call = node.parent?.type === 'attribute' ? node.parent.parent : null;
  if (call?.type !== 'call' || call.child('function') !== node.parent) return false;
  const name = calledName(call) ?? '';
  return /^(close|commit)$/.test(name) || (RUNS.test(name) && !sharesWork(call));
}
