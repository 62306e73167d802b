import type { babel, NodePath } from 'codex-codemod';
import type { Case } from './case.js';
import { type Decision, LEAVE, refuse } from './decision.js';
import { isNeeded, refusalToMove, refuseEarlyLeave, refuseLeavingInPart } from './judge-move.js';
import { commits, isGuard, leavesBefore } from './leaving.js';
import { handlerAround, isStopped } from './protection.js';
import { leavesInPart } from './return-void.js';
import { mayThrow } from './risk.js';
import { endOf, running, startOf, statementsOf } from './syntax.js';
import { isInShared } from './transaction.js';
import { statementsOfUnit, type Unit } from './units.js';

/** Decides, in the mode `shield`, about every unit of a function. */
export function decideShield(it: Case, units: readonly Unit[]): readonly Decision[] {
  const decisions: Decision[] = [];
  for (const [index, unit] of units.entries()) {
    const before = units[index - 1];
    const joins = before !== undefined && decisions.at(-1)?.kind === 'wrap' && follows(before, unit) && !isInShared(it, unit);
    decisions.push(joins ? { kind: 'wrap', unit } : decideUnit(it, unit));
  }
  return decisions;
}

/** True when nothing stands between two units of a block. */
function follows(before: Unit, unit: Unit): boolean {
  const statements = statementsOf(unit.block);
  return before.block === unit.block && statements.indexOf(before.last) + 1 === statements.indexOf(unit.first);
}

function decideUnit(it: Case, unit: Unit): Decision {
  const { body } = it.exit;
  if (isStopped(unit.last, body)) return LEAVE;
  if (isInShared(it, unit)) {
    return refuse(unit, 'EXIT004', 'the event is one of several statements of a transaction, which depend on each other');
  }
  if (handlerAround(unit.last, body) !== null)
    return refuse(unit, 'EXIT005', 'a handler around the event lets its failure out again');
  const outside = judgeOutside(it, unit);
  if (outside !== null) return outside;
  const placed = placeInBlock(it, unit);
  const tryStatement = placed.kind === 'wrap' ? tryAlone(unit) : null;
  return tryStatement === null ? placed : { kind: 'add-catch', unit, tryStatement };
}

/** The `try ... finally` whose block is the unit and nothing else. */
function tryAlone({ block, first, last }: Unit): NodePath<babel.TryStatement> | null {
  const { parentPath } = block;
  if (parentPath?.isTryStatement() !== true || block.key !== 'block' || parentPath.node.handler) return null;
  const statements = statementsOf(block);
  return statements[0] === first && statements.at(-1) === last ? parentPath : null;
}

/** Looks at what runs before the unit in the blocks around its own: there it cannot be put into a `finally`. */
function judgeOutside(it: Case, unit: Unit): Decision | null {
  for (let inner: NodePath = unit.block; inner !== it.exit.body; ) {
    const outer: NodePath | null = inner.parentPath;
    if (outer === null) return null;
    if (outer.isBlockStatement()) {
      const before = statementsBefore(outer, inner);
      const fault = judgeBefore(it, unit, before);
      if (fault !== null) return fault;
      if (before.some(mayFail))
        return refuse(unit, 'EXIT005', 'clean-up that can fail stands before the block that holds the event');
    }
    inner = outer;
  }
  return null;
}

/** Refuses where the function may have left before the event, or where a commit stands before it. */
function judgeBefore(it: Case, unit: Unit, before: readonly NodePath[]): Decision | null {
  if (leavesBefore(before, it.events)) return refuseEarlyLeave(unit);
  if (before.some(commits))
    return refuse(unit, 'EXIT004', 'a commit stands before the event, which may report that it succeeded');
  return null;
}

function placeInBlock(it: Case, unit: Unit): Decision {
  if (commits(unit.last)) return refuse(unit, 'EXIT004', 'the event and a commit stand in one statement');
  if (statementsOfUnit(unit).some(setsValue)) return refuse(unit, 'EXIT005', 'the event sets a value in passing');
  if (leavesInPart(unit, it.exit.body)) return refuseLeavingInPart(unit);
  const before = statementsBefore(unit.block, unit.first);
  const fault = judgeBefore(it, unit, before);
  if (fault !== null) return fault;
  const risky = before.filter(mayFail);
  const [first] = risky;
  const last = before.at(-1);
  if (first === undefined || last === undefined || risky.every((statement) => isNeeded(unit, statement)))
    return { kind: 'wrap', unit };
  return moveBehind(it, unit, before.slice(before.indexOf(first)), { first, last });
}

function moveBehind(
  it: Case,
  unit: Unit,
  cleanup: readonly NodePath[],
  tried: { readonly first: NodePath; readonly last: NodePath },
): Decision {
  return refusalToMove(it, unit, cleanup) ?? { kind: 'shield-behind', unit, tried };
}

/** What is set by the way, as in `logEvent((this.code = code))`, would be missing behind a shield. */
function setsValue(statement: NodePath): boolean {
  return running(statement).some((node) => node.isAssignmentExpression() || node.isUpdateExpression());
}

/** What leaves because the session has ended before is no clean-up. */
function mayFail(statement: NodePath): boolean {
  return mayThrow(statement) && !isGuard(statement);
}

function statementsBefore(block: NodePath, inner: NodePath): readonly NodePath[] {
  return statementsOf(block).filter((statement) => endOf(statement) <= startOf(inner));
}
