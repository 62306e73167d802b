import type { NodePath } from 'codex-codemod';
import { isStopped } from './protection.js';
import { mayThrow } from './risk.js';
import { childOf, running } from './syntax.js';

/**
 * What leaves a `finally`, so that the error of its `try` is lost: `return`, `throw`, and jumps to somewhere outside of it.
 * https://tc39.es/ecma262/#sec-try-statement-runtime-semantics-evaluation
 */
export function leavingFinally(body: NodePath): readonly NodePath[] {
  return running(body).flatMap((node) => {
    const [block, handler, finalizer] = ['block', 'handler', 'finalizer'].map((key) =>
      node.isTryStatement() ? childOf(node, key) : null,
    );
    if (!block || !finalizer || !mayThrow(handler ?? block)) return [];
    return running(finalizer).filter((inner) => leavesBlock(inner, finalizer));
  });
}

function leavesBlock(node: NodePath, finalizer: NodePath): boolean {
  if (node.isReturnStatement()) return true;
  if (node.isThrowStatement()) return !isStopped(node, finalizer);
  if (!node.isBreakStatement() && !node.isContinueStatement()) return false;
  const { label } = node.node;
  const target = node.findParent((outer) => {
    if (outer === finalizer) return true;
    if (label) return outer.isLabeledStatement() && outer.node.label.name === label.name;
    return outer.isLoop() || (node.isBreakStatement() && outer.isSwitchStatement());
  });
  return target === finalizer;
}
