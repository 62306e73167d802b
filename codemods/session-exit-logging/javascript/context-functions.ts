import type { babel, NodePath } from 'codex-codemod';
import type { ExitContext } from './case.js';
import { findEvents } from './find-events.js';
import type { ExitFunction } from './find-exits.js';
import { isStopped } from './protection.js';
import { type BlockPath, calleeOf, childOf, type FunctionPath, isCall, running } from './syntax.js';

/**
 * End events in the `finally` of a function that runs what it is given, as `withSession(callback)`, or of a generator that
 * others go on from: JavaScript's context managers.
 */
export function contextEvents(context: ExitContext, known: readonly ExitFunction[]): readonly NodePath[] {
  const found: NodePath[] = [];
  context.program.traverse({
    TryStatement(path) {
      const [finalizer, holder] = [childOf(path, 'finalizer'), path.getFunctionParent()];
      const body = holder === null ? null : childOf(holder, 'body');
      if (finalizer === null || !finalizer.isBlockStatement() || holder === null || body === null) return;
      if (known.some(({ path: exit }) => exit.node === holder.node) || !givesAway(path, holder)) return;
      found.push(...eventsIn(finalizer, holder, body, context));
    },
  });
  return found;
}

function eventsIn(finalizer: BlockPath, path: FunctionPath, body: NodePath, context: ExitContext): readonly NodePath[] {
  const place: ExitFunction = { kind: 'closer', path, body: finalizer, classPath: null, parameters: [] };
  return findEvents(place, context)
    .filter(({ statement, certain, isFloating }) => certain && !isFloating && !isStopped(statement, body))
    .map(({ statement }) => statement);
}

/** True when the `try` yields, or calls a parameter of the function. */
function givesAway(path: NodePath<babel.TryStatement>, holder: FunctionPath): boolean {
  return running(path.get('block')).some((node) => {
    if (node.isYieldExpression()) return true;
    const callee = isCall(node) ? calleeOf(node) : null;
    if (callee?.isIdentifier() !== true) return false;
    const binding = callee.scope.getBinding(callee.node.name);
    return binding?.kind === 'param' && binding.scope === holder.scope;
  });
}
