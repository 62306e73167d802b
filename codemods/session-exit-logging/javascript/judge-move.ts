import type { NodePath } from 'codex-codemod';
import { isReportedOn } from '../claim-words.js';
import type { Case } from './case.js';
import { type Decision, refuse } from './decision.js';
import { leaves } from './leaving.js';
import { leavesWith } from './return-void.js';
import { mayThrow, riskyPaths } from './risk.js';
import { calledName, covers, isCall, lastName, memberName, receiverOf, running, sourceOf } from './syntax.js';
import { statementsOfUnit, type Unit } from './units.js';
import { wordsTold } from './values-told.js';

/** More clean-up than this before an event is a teardown that a person has to look at. */
const MOST_CLEANUP = 5;

/** Refuses to make an event the `finally` of the clean-up before it, or null where it can be. */
export function refusalToMove(it: Case, unit: Unit, cleanup: readonly NodePath[]): Decision | null {
  if (cleanup.some((statement) => running(statement).some(leaves))) return refuseEarlyLeave(unit);
  if (leavesWith(unit))
    return refuse(unit, 'EXIT005', 'the event leaves the function: from a finally, that would lose the error of the clean-up');
  const reported = stepReportedOn(unit, cleanup);
  if (reported !== null) {
    const step = sourceOf(reported, it.file.text);
    return refuse(unit, 'EXIT004', `the event may report that "${step}" worked, and would be untrue in a finally`);
  }
  const why = whyNotMoved(it, unit, cleanup);
  return why === null ? null : refuse(unit, 'EXIT005', why);
}

export function refuseEarlyLeave(unit: Unit): Decision {
  return refuse(unit, 'EXIT006', 'the function may return or throw before it comes to the event');
}

export function refuseLeavingInPart(unit: Unit): Decision {
  return refuse(unit, 'EXIT005', 'one of the events leaves the function, and another goes on with what stands behind them');
}

/** Why an event cannot be made the `finally` of the clean-up before it, or null when it can. */
function whyNotMoved(it: Case, unit: Unit, cleanup: readonly NodePath[]): string | null {
  if (cleanup.some((statement) => readsOf(unit, valuesSet(statement))))
    return 'the event needs a value that the clean-up before it sets';
  if (declaresForOthers(cleanup))
    return 'the clean-up before the event declares what is needed behind it, or disposed of at the end';
  if (asksOthers(unit)) return 'the event asks an object for a value that the clean-up before it may change';
  if (cleanup.some((statement) => it.events.some((event) => covers(statement, event.statement)))) {
    return 'more than one event stands in the teardown';
  }
  if (cleanup.some((statement) => statement.isTryStatement() && mayThrow(statement))) {
    return 'the teardown before the event is protected in part only';
  }
  return cleanup.length > MOST_CLEANUP ? 'a long teardown stands before the event' : null;
}

/** The step of the clean-up that an event reports on, so that the event is only true where the step worked. */
function stepReportedOn(unit: Unit, cleanup: readonly NodePath[]): NodePath | null {
  const told = wordsTold(unit);
  const steps = cleanup.flatMap((statement) => riskyPaths(statement));
  const isReported = (step: NodePath): boolean => {
    if (!isCall(step)) return false;
    const receiver = receiverOf(step);
    return isReportedOn(calledName(step), receiver === null ? '' : lastName(receiver), told);
  };
  return steps.find(isReported) ?? null;
}

/** True for a declaration that computes, by a call that may fail, what the event tells: nothing to put into a `try`. */
export function isNeeded(unit: Unit, statement: NodePath): boolean {
  return statement.isVariableDeclaration() && readsOf(unit, valuesSet(statement));
}

/** What a statement sets that may be read later: names, and members as they are written (`this.summary`). */
function valuesSet(statement: NodePath): ReadonlySet<string> {
  return new Set(
    running(statement).flatMap((node) => {
      if (node.isVariableDeclarator()) return Object.keys(node.getBindingIdentifiers());
      if (node.isUpdateExpression()) return named(node.get('argument'));
      return node.isAssignmentExpression() ? targetsOf(node.get('left')) : [];
    }),
  );
}

function targetsOf(left: NodePath): readonly string[] {
  return left.isPattern() ? running(left).flatMap(named) : named(left);
}

/** The name or member that a node is; `b` of `a.b` and of `{ b: c }` is none. */
function named(path: NodePath): readonly string[] {
  const { key, parent } = path;
  const isLabel = (key === 'property' || key === 'key') && !('computed' in parent && parent.computed === true);
  const name = isLabel ? null : memberName(path);
  return name === null || name === 'this' ? [] : [name];
}

function readsOf(unit: Unit, values: ReadonlySet<string>): boolean {
  return statementsOfUnit(unit).some((statement) =>
    running(statement).some((node) => named(node).some((name) => values.has(name))),
  );
}

/** True where a block around the clean-up would hide a name that is needed behind it, or dispose of something earlier. */
function declaresForOthers(cleanup: readonly NodePath[]): boolean {
  const isWithin = (use: NodePath): boolean => cleanup.some((statement) => covers(statement, use));
  return cleanup.some((statement) => {
    if (!statement.isDeclaration()) return false;
    if (statement.isVariableDeclaration() && !/^(const|let|var)$/.test(statement.node.kind)) return true;
    return Object.keys(statement.getOuterBindingIdentifiers()).some((name) => {
      const binding = statement.scope.getBinding(name);
      return binding === undefined || ![...binding.referencePaths, ...binding.constantViolations].every(isWithin);
    });
  });
}

/** Methods that give back what is there, whatever has been closed. */
const LOOK_UPS = new Set('get keys values entries toString toISOString toJSON join slice stringify now getTime'.split(' '));

/** True when what the event tells is asked of an object that `this` holds, as `this.timer.elapsed()`. */
function asksOthers(unit: Unit): boolean {
  return statementsOfUnit(unit).some((statement) =>
    running(statement).some((node) => {
      if (!isCall(node) || unit.events.some(({ call }) => call.node === node.node)) return false;
      return isOfThis(receiverOf(node)) && !LOOK_UPS.has(calledName(node));
    }),
  );
}

function isOfThis(receiver: NodePath | null): boolean {
  return receiver !== null && running(receiver).some((node) => node.isThisExpression());
}
