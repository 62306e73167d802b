import type { JavaScriptServices, NodePath } from 'codex-codemod';
import {
  argumentsOf,
  type CallPath,
  calleeOf,
  type FunctionPath,
  functionAt,
  functionNamed,
  isGlobal,
  objectOf,
  propertyOf,
} from './syntax.js';

/** Methods that add a listener: https://nodejs.org/api/events.html#class-eventemitter */
const LISTENS = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);

/** The handler of `process.on('exit', handler)`: https://nodejs.org/api/process.html#event-exit */
export function exitHandler(call: CallPath, originOf: JavaScriptServices['originOf']): FunctionPath | null {
  const callee = calleeOf(call);
  const object = objectOf(callee);
  if (object === null || !LISTENS.has(propertyOf(callee) ?? '') || !isProcess(object, originOf)) return null;
  const [event, handler] = argumentsOf(call);
  if (handler === undefined || !isExit(event)) return null;
  return handler.isIdentifier() ? functionNamed(handler.node.name, handler) : functionAt(handler);
}

/** A name that is written with escapes is not looked at: the search for needles would not find it either. */
function isExit(event: NodePath | undefined): boolean {
  if (event?.isStringLiteral() === true) return /^.exit.$/.test(String(event.node.extra?.['raw']));
  return event?.isTemplateLiteral() === true && event.node.quasis.length === 1 && event.node.quasis[0]?.value.raw === 'exit';
}

function isProcess(object: NodePath, originOf: JavaScriptServices['originOf']): boolean {
  if (isGlobal(object, 'process')) return true;
  const origin = originOf(object);
  return origin !== null && origin.module === 'process' && origin.members.length === 0;
}
