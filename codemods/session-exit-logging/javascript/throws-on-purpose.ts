import type { babel, NodePath } from 'codex-codemod';
import { isStopped } from './protection.js';
import { resolveCallee } from './resolve-callee.js';
import { type CallPath, type ClassPath, calledName, childOf, type FunctionPath, isCall, running } from './syntax.js';

/**
 * The first place at which a function of the file that a call means, or one that it calls in turn, throws because of what it
 * is told and not because it cannot write: a check that the caller is meant to see. Null when there is none.
 */
export function thrownOnPurpose(call: CallPath, classPath: ClassPath | null): NodePath | null {
  const first = resolveCallee(call, classPath);
  const open: FunctionPath[] = first === null ? [] : [first];
  const seen = new Set<babel.Node>(open.map(({ node }) => node));
  for (let callee = open.pop(); callee !== undefined; callee = open.pop()) {
    for (const node of comeTo(callee)) {
      if (!isCall(node) || /^assert/.test(calledName(node))) return node;
      const next = resolveCallee(node, classPath);
      if (next !== null && !seen.has(next.node)) open.push(next);
      if (next !== null) seen.add(next.node);
    }
  }
  return null;
}

/** The calls of a function and what it throws by itself, where nothing in it stops what they throw. */
function comeTo(callee: FunctionPath): readonly NodePath[] {
  const body = childOf(callee, 'body');
  if (body === null) return [];
  return running(body).filter((node) => (isCall(node) || isOnPurpose(node, body)) && !isStopped(node, body));
}

/** What a handler throws stands for the failure that it caught. */
function isOnPurpose(node: NodePath, body: NodePath): boolean {
  if (!node.isThrowStatement()) return false;
  const handler = node.findParent((outer) => outer.isCatchClause() || outer === body);
  return handler?.isCatchClause() !== true;
}
