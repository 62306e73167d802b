import type { NodePath } from 'codex-codemod';
import type { ExitContext } from './case.js';
import type { ExitFunction } from './find-exits.js';
import { hasEvidence, judgeCall } from './judge-call.js';
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

/** An expression that is a statement: the call in it, and what is done with its promise. */
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
  const called = statement.isExpressionStatement() ? calledIn(statement) : null;
  if (called === null) return null;
  const certain = certaintyOf(called, exit, context);
  if (certain === null) return null;
  const { call, isAwaited, isVoid } = called;
  const isFloating = !isAwaited && (isVoid || isAsync(call, exit, context));
  return { statement, call, certain, isAwaited, isFloating };
}

/** The call of `call()`, `await call()`, `void call()` and `this.open && call()`. */
export function calledIn(statement: NodePath): Called | null {
  let inner = bare(childOf(statement, 'expression') ?? statement);
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
