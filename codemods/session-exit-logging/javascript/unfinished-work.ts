import type { NodePath } from 'codex-codemod';
import type { ExitContext } from './case.js';
import { isAsync } from './find-events.js';
import type { ExitFunction } from './find-exits.js';
import {
  argumentsOf,
  type CallPath,
  calledName,
  calleeOf,
  functionAt,
  isCall,
  isGlobal,
  memberName,
  receiverOf,
  running,
} from './syntax.js';

/** Globals that put something off: https://nodejs.org/api/globals.html */
const PUTS_OFF = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']);

/**
 * What an exit handler begins and does not see the end of: "Listener functions must only perform synchronous operations."
 * https://nodejs.org/api/process.html#event-exit
 */
export function unfinishedWork(root: NodePath, exit: Pick<ExitFunction, 'classPath'>, context: ExitContext): readonly NodePath[] {
  return running(root).filter((node) => {
    if (node.isAwaitExpression() || node.isForOfStatement({ await: true })) return true;
    // What is awaited is told of already.
    return isCall(node) && node.parentPath.isAwaitExpression() !== true && isBegun(node, exit, context);
  });
}

function isBegun(call: CallPath, exit: Pick<ExitFunction, 'classPath'>, context: ExitContext): boolean {
  const callee = calleeOf(call);
  const name = calledName(call);
  if (PUTS_OFF.has(name) && isGlobal(callee, name)) return true;
  if (memberName(callee) === 'process.nextTick' && callee.scope.getBinding('process') === undefined) return true;
  if (receiverOf(call)?.isCallExpression() === true && name === 'then') return true;
  return isAsync(call, exit, context) || hasCallback(call, context.originOf(callee));
}

/** True for `fs.appendFile(path, line, callback)`: without `Sync`, functions of `fs` that take a callback go on by themselves. */
function hasCallback(call: CallPath, origin: { readonly module: string; readonly members: readonly string[] } | null): boolean {
  const last = argumentsOf(call).at(-1);
  if (origin?.module !== 'fs' || origin.members.length !== 1 || last === undefined) return false;
  return (
    /^[a-z]\w*$/.test(origin.members[0] ?? '') &&
    !/(Sync|Stream|watch\w*)$/i.test(origin.members[0] ?? '') &&
    (functionAt(last) !== null || last.isIdentifier())
  );
}
