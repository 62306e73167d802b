import type { NodePath } from 'codex-codemod';
import type { Evaluation } from './evaluate.js';
import type { Region } from './find-region.js';
import type { Transaction } from './find-transactions.js';
import { methodCall, outer, ownPaths } from './syntax.js';

/** True when an asynchronous driver is used in the region without waiting for it. */
export function isUnawaited({ driver, begin }: Transaction, { statements }: Region, evaluation: Evaluation): boolean {
  if (driver.calls !== 'await') return false;
  return [begin.call, ...statements.flatMap((statement) => [...ownPaths(statement)])].some((path) => {
    const call = methodCall(path);
    if (
      call === null ||
      evaluation.held(call.receiver).slots.size === 0 ||
      !/^(?:run|exec|get|all|each|prepare|close)$/.test(call.method)
    )
      return false;
    const { parent, path: value } = outer(call.call);
    if (parent?.isAwaitExpression() === true) return false;
    return !isInAwaitedAll(value);
  });
}

/** An element of the list in `await Promise.all([...])`. */
function isInAwaitedAll(path: NodePath): boolean {
  const call = path.parentPath?.isArrayExpression() === true ? path.parentPath.parentPath : null;
  const all = call === null || call === undefined ? null : methodCall(call);
  return (
    all?.method === 'all' &&
    all.receiver.isIdentifier({ name: 'Promise' }) &&
    outer(all.call).parent?.isAwaitExpression() === true
  );
}
