import type { babel, NodePath } from 'codex-codemod';
import { covers, running } from './syntax.js';

/** What leaves a block by itself. A `throw` under a handler of the same block is stopped there. */
export function letsOut(handler: NodePath<babel.CatchClause>): boolean {
  return running(handler).some((path) => path.isThrowStatement() && !isStopped(path, handler));
}

/** The handler of the innermost `try` whose block a node stands in, as far as `limit`; null where there is none. */
export function handlerAround(node: NodePath, limit: NodePath): NodePath<babel.CatchClause> | null {
  for (let inner = node; inner !== limit; ) {
    const outer = inner.parentPath;
    if (outer === null) return null;
    if (outer.isTryStatement() && inner.key === 'block') {
      const handler: NodePath<babel.CatchClause | null | undefined> = outer.get('handler');
      if (handler.isCatchClause()) return handler;
    }
    inner = outer;
  }
  return null;
}

/** True when what a node throws is stopped somewhere between it and `limit`, which it lies in. */
export function isStopped(node: NodePath, limit: NodePath): boolean {
  for (let handler = handlerAround(node, limit); handler !== null; handler = handlerAround(handler, limit)) {
    if (!throwsSomething(handler)) return true;
    if (!covers(limit, handler)) return false;
  }
  return false;
}

/** A handler that throws, whatever it throws, lets the failure out; another `try` around it may stop that. */
function throwsSomething(handler: NodePath<babel.CatchClause>): boolean {
  return running(handler).some((path) => path.isThrowStatement());
}
