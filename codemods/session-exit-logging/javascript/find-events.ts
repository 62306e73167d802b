import type { babel, NodePath } from 'codex-codemod';
import type { ExitContext } from './case.js';
import type { ExitFunction } from './find-exits.js';
import { hasEvidence, judgeCall } from './judge-call.js';
import { keptBy, neededValue } from './kept-values.js';
import { appendsRecord, insertsRecord } from './record-writes.js';
import { resolveCallee } from './resolve-callee.js';
import { onlyComputes } from './risk.js';
import { bare, type CallPath, childOf, isCall, running } from './syntax.js';

/** A statement that writes an end event. */
export interface EndEvent {
  readonly statement: NodePath;
  readonly call: CallPath;
  /** False where nothing but the name of the call speaks for an event. */
  readonly certain: boolean;
  readonly isAwaited: boolean;
  /** True where the call surely gives a promise that nobody waits for: no `try` around it sees its failure. */
  readonly isFloating: boolean;
}

/** The call of a statement, and what is done with its promise. */
interface Called {
  readonly call: CallPath;
  readonly isAwaited: boolean;
  readonly isVoid: boolean;
}

/** The event statements of a function, in the order of the text. */
export function findEvents(exit: ExitFunction, context: ExitContext): readonly EndEvent[] {
  return running(exit.body).flatMap((node) => {
    const event = eventOf(node, exit, context);
    return event === null || standsElsewhere(node, exit.body) ? [] : [event];
  });
}

function eventOf(statement: NodePath, exit: ExitFunction, context: ExitContext): EndEvent | null {
  const value = toldBy(statement);
  const called = value === null ? null : calledIn(value);
  if (called === null) return null;
  const certain = certaintyOf(called, exit, context);
  // What is computed, and what is returned, are seldom events: more than the name has to speak for one.
  if (certain === null || (!certain && !statement.isExpressionStatement())) return null;
  const { call, isAwaited } = called;
  return { statement, call, certain, isAwaited, isFloating: isFloating(called, statement, exit, context) };
}

/** The expression of a statement that may be an event: one by itself, `return void ...`, `const id = ...`. */
function toldBy(statement: NodePath): NodePath | null {
  if (statement.isExpressionStatement()) return keptBy(statement) ?? childOf(statement, 'expression');
  if (statement.isVariableDeclaration()) return keptBy(statement);
  return returnsNothing(statement) ? childOf(statement, 'argument') : null;
}

/** `return void call()`: what the call gives is not what the function returns. */
export function returnsNothing(statement: NodePath): statement is NodePath<babel.ReturnStatement> {
  const value = statement.isReturnStatement() ? childOf(statement, 'argument') : null;
  return value !== null && bare(value).isUnaryExpression({ operator: 'void' });
}

/** `void` makes a promise float, but for `return void ...` in a function that waits for nothing: there it stands for no value. */
function isFloating({ call, isAwaited, isVoid }: Called, statement: NodePath, exit: ExitFunction, context: ExitContext): boolean {
  if (isAwaited || neededValue(statement) !== null) return false;
  return (isVoid && (!returnsNothing(statement) || exit.path.node.async)) || isAsync(call, exit, context);
}

/** The call of `call()`, `await call()`, `void call()` and `this.open && call()`. */
function calledIn(value: NodePath): Called | null {
  let inner = bare(value);
  if (inner.isLogicalExpression({ operator: '&&' }) && onlyComputes(inner.get('left'))) inner = bare(inner.get('right'));
  const isVoid = inner.isUnaryExpression({ operator: 'void' });
  if (inner.isUnaryExpression({ operator: 'void' })) inner = bare(inner.get('argument'));
  const isAwaited = inner.isAwaitExpression();
  if (inner.isAwaitExpression()) inner = bare(inner.get('argument'));
  return isCall(inner) ? { call: inner, isAwaited, isVoid } : null;
}

/** Null for a call that writes no event; else whether more than its name speaks for one. */
function certaintyOf({ call, isAwaited }: Called, exit: ExitFunction, context: ExitContext): boolean | null {
  if (insertsRecord(call, isAwaited)) return true;
  const appends = appendsRecord(call, context.originOf);
  if (appends !== null) return appends;
  const kind = judgeCall(call, exit.classPath, context.params.events);
  if (kind === 'none') return null;
  return kind === 'chosen' || hasEvidence(call, exit.parameters);
}

/** True for a call of an asynchronous function that stands in this file. */
export function isAsync(
  call: CallPath,
  { classPath }: Pick<ExitFunction, 'classPath'>,
  { originOf }: Pick<ExitContext, 'originOf'>,
): boolean {
  if (resolveCallee(call, classPath)?.node.async === true) return true;
  const callee = childOf(call, 'callee');
  const origin = callee === null ? null : originOf(callee);
  if (origin === null) return false;
  return origin.module === 'fs/promises' || (origin.module === 'fs' && origin.members[0] === 'promises');
}

/** Statements that may run more than once, on failure alone, or one of many: an event there is no end event. */
function standsElsewhere(node: NodePath, body: NodePath): boolean {
  for (let outer = node.parentPath; outer !== null && outer !== body; outer = outer.parentPath) {
    if (outer.isLoop() || outer.isSwitchStatement() || outer.isCatchClause() || outer.isLabeledStatement()) return true;
  }
  return false;
}
