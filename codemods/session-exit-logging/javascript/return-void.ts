import type { NodePath } from 'codex-codemod';
import { returnsNothing } from './find-events.js';
import { childOf, statementsOf } from './syntax.js';
import type { Unit } from './units.js';

/** True where an event of a unit is the last thing that its function does: `return void logEvent()`. */
export function leavesWith({ events }: Unit): boolean {
  return events.some(({ statement }) => returnsNothing(statement));
}

/** True where some of the events of a unit leave the function and others do not, and something stands behind it. */
export function leavesInPart(unit: Unit, body: NodePath): boolean {
  const leaving = unit.events.filter(({ statement }) => returnsNothing(statement)).length;
  return leaving > 0 && leaving < unit.events.length && isFollowed(unit.last, body);
}

/** True where the function would go on behind a statement, a `finally` aside: that runs in any case. */
export function isFollowed(statement: NodePath, body: NodePath): boolean {
  for (let inner = statement; inner !== body; ) {
    const outer = inner.parentPath;
    if (outer === null) return false;
    if (outer.isBlockStatement() && statementsOf(outer).at(-1) !== inner) return true;
    inner = outer;
  }
  return false;
}

/** True for an event that leaves a `finally`: that loses the error of the `try`, which is a finding of its own. */
export function leavesFinally(statement: NodePath, body: NodePath): boolean {
  if (!returnsNothing(statement)) return false;
  for (let inner: NodePath = statement; inner !== body; ) {
    const outer = inner.parentPath;
    if (outer === null) return false;
    if (outer.isTryStatement() && childOf(outer, 'finalizer') === inner) return true;
    inner = outer;
  }
  return false;
}
