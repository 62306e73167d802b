import type { NodePath } from 'codex-codemod';
import type { Case } from './case.js';
import { type Decision, LEAVE, refuse } from './decision.js';
import { isNeeded, refusalToMove, refuseEarlyLeave, refuseLeavingInPart } from './judge-move.js';
import { commits, isGuard, leaves, leavesBefore } from './leaving.js';
import { isStopped } from './protection.js';
import { leavesInPart, leavesWith } from './return-void.js';
import { mayThrow } from './risk.js';
import { endOf, running, startOf, statementsOf } from './syntax.js';
import { isInShared } from './transaction.js';
import type { Unit } from './units.js';

/** Decides, in the mode `cleanup-only`, about every unit of a function: its failure gets out, what stands behind it runs. */
export function decideCleanupOnly(it: Case, units: readonly Unit[]): readonly Decision[] {
  return units.map((unit) => (isStopped(unit.last, it.exit.body) ? LEAVE : decideUnit(it, unit)));
}

function decideUnit(it: Case, unit: Unit): Decision {
  const before = statementsOf(unit.block).filter((statement) => endOf(statement) <= startOf(unit.first));
  const behind = behindOf(unit);
  const [first] = behind.filter(mayThrow);
  const last = behind.at(-1);
  if (isInShared(it, unit) || commits(unit.last))
    return refuse(unit, 'EXIT004', 'the event and a commit, or other rows, depend on each other');
  if (leavesBefore(before, it.events)) return refuseEarlyLeave(unit);
  const next = behind[0];
  if (first !== undefined && leavesInPart(unit, it.exit.body)) return refuseLeavingInPart(unit);
  if (!leavesWith(unit) && first !== undefined && next !== undefined && last !== undefined) {
    return { kind: 'finally', unit, tried: unit, always: { first: next, last } };
  }
  return decideBehind(it, unit, before);
}

/** The statements behind a unit, as far as one that may leave: from a `finally`, it would take the place of the failure. */
function behindOf({ block, last }: Unit): readonly NodePath[] {
  const behind = statementsOf(block).filter((statement) => startOf(statement) >= endOf(last));
  const end = behind.findIndex((statement) => running(statement).some(leaves));
  return end === -1 ? behind : behind.slice(0, end);
}

/** Clean-up before an event that nothing stands behind: the event becomes its `finally`. */
function decideBehind(it: Case, unit: Unit, before: readonly NodePath[]): Decision {
  const risky = before.filter((statement) => mayThrow(statement) && !isGuard(statement));
  const [first] = risky;
  const last = before.at(-1);
  if (first === undefined || last === undefined || risky.every((statement) => isNeeded(unit, statement))) return LEAVE;
  const cleanup = before.slice(before.indexOf(first));
  if (before.some(commits))
    return refuse(unit, 'EXIT004', 'a commit stands before the event, which may report that it succeeded');
  return refusalToMove(it, unit, cleanup) ?? { kind: 'finally', unit, tried: { first, last }, always: unit };
}
