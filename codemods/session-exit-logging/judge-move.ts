import type { SyntaxNode } from 'codex-codemod';
import { type Case, isRisky } from './case.js';
import { reads, valuesSet } from './computations.js';
import { isSuppress } from './protection.js';
import { calledName, covers, receiverOf } from './syntax.js';
import { statementsOfUnit, type Unit } from './units.js';

/** More clean-up than this before an event is a teardown that a person has to look at. */
const MOST_CLEANUP = 5;

/** Why an event cannot be made the `finally` of the clean-up before it, or null when it can. */
export function whyNotMoved(it: Case, unit: Unit, cleanup: readonly SyntaxNode[]): string | null {
  if (cleanup.some((statement) => readsOf(unit, valuesSet(statement)))) {
    return 'the event needs a value that the clean-up before it sets';
  }
  if (asksItsObjects(it, unit)) return 'the event asks an object for a value that the clean-up before it may change';
  if (cleanup.some((statement) => it.events.some((event) => covers(statement, event.statement)))) {
    return 'more than one event stands in the teardown';
  }
  if (cleanup.some((statement) => isRisky(it, statement) && isPartial(it, statement))) {
    return 'the teardown before the event is protected in part only';
  }
  return cleanup.length > MOST_CLEANUP ? 'a long teardown stands before the event' : null;
}

/** True for a statement that computes, by a call that may fail, what the event tells: nothing to put into a `try`. */
export function isNeeded(unit: Unit, statement: SyntaxNode): boolean {
  const inner = statement.namedChildren[0];
  const isAssignment = statement.type === 'expression_statement' && inner?.type === 'assignment';
  return isAssignment && inner.child('left')?.type !== 'attribute' && readsOf(unit, valuesSet(statement));
}

function readsOf(unit: Unit, values: ReadonlySet<string>): boolean {
  return statementsOfUnit(unit).some((statement) => reads(statement, values));
}

/** Methods that give back what is there, whatever has been closed. */
const LOOK_UPS = new Set(['get', 'items', 'keys', 'values', 'copy', 'format', 'join', 'isoformat']);

/** True when what the event tells is asked of an object that `self` holds, as `self.timer.elapsed()`. */
function asksItsObjects(it: Case, unit: Unit): boolean {
  const isAsked = (node: SyntaxNode): boolean => {
    if (node.type !== 'call' || unit.events.some(({ call }) => call === node)) return false;
    return rootOf(receiverOf(node)) === it.method.self && !LOOK_UPS.has(calledName(node) ?? '');
  };
  return statementsOfUnit(unit).some((statement) => [...statement.descendants()].some(isAsked));
}

/** The first name of `a.b.c`. */
function rootOf(expression: SyntaxNode | null): string | null {
  let node = expression;
  while (node?.type === 'attribute') node = node.child('object');
  return node?.type === 'identifier' ? node.text : null;
}

/** Somebody has thought about this failure, and not about all of them. */
function isPartial(it: Case, statement: SyntaxNode): boolean {
  if (statement.type === 'try_statement') return true;
  return [...statement.ofType('with_statement')].some((inner) => isSuppress(inner, it.services));
}
