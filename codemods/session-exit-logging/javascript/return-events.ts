import type { NodePath } from 'codex-codemod';
import type { ExitContext } from './case.js';
import type { ExitFunction } from './find-exits.js';
import { hasEvidence, judgeCall } from './judge-call.js';
import { isStopped } from './protection.js';
import { bare, type ClassPath, childOf, isCall, running } from './syntax.js';

/** What a function returns and what is surely an event: a shield would change what it returns. */
export function returnedEvents(exit: ExitFunction, context: ExitContext): readonly NodePath[] {
  return running(exit.body).flatMap((node) => {
    const value = node.isReturnStatement() ? childOf(node, 'argument') : null;
    if (value === null || isStopped(node, exit.body)) return [];
    return isEventValue(value, exit.classPath, context) ? [node] : [];
  });
}

/** True for a call, awaited or not, that is surely an event. */
export function isEventValue(value: NodePath, classPath: ClassPath | null, { params }: ExitContext): boolean {
  let inner = bare(value);
  if (inner.isAwaitExpression()) inner = bare(inner.get('argument'));
  return isCall(inner) && judgeCall(inner, classPath, params.events) !== 'none' && hasEvidence(inner, []);
}
