import type { FixInit, JavaScriptFile, NodePath, Yielded } from 'codex-codemod';
import type { ExitContext } from './case.js';
import { isAsync } from './find-events.js';
import type { ExitExpression } from './find-exits.js';
import { CONSOLE_TAKEN, type Outcome } from './fix-for.js';
import { loggerFor } from './logger-of.js';
import { isEventValue } from './return-events.js';
import { bare, isCall, rangeOf, sourceOf } from './syntax.js';
import { thrownOnPurpose } from './throws-on-purpose.js';
import { unfinishedWork } from './unfinished-work.js';

/**
 * Everything there is to say about `() => logEvent('end')`. Nobody looks at what a handler of the exit gives back, and
 * `() => void logEvent('end')` gives back nothing, so that a `try` can be put around them; elsewhere the value of the event is what
 * the function returns.
 */
export function* judgeExpression(one: ExitExpression, file: JavaScriptFile, context: ExitContext): Generator<Yielded> {
  const { arrow, classPath, expression } = one;
  const event = withoutVoid(expression);
  if (!isEventValue(event, classPath, context)) {
    const begun = one.kind === 'exit-handler' ? unfinishedWork(expression, one, context) : [];
    for (const node of begun) yield context.finding('EXIT010', rangeOf(node.node));
    return;
  }
  const isVoid = event !== bare(expression);
  if (isVoid && isFloating(event, one, context)) {
    yield context.finding(one.kind === 'exit-handler' ? 'EXIT010' : 'EXIT013', rangeOf(expression.node));
    return;
  }
  if (!isVoid && (one.kind !== 'exit-handler' || arrow.node.async || isPromise(event, one, context))) {
    yield context.finding('EXIT001', rangeOf(expression.node));
    return;
  }
  const outcome = shield(one, event, file, context);
  yield 'fix' in outcome ? context.fix(outcome.fix) : context.finding(outcome.refused, rangeOf(expression.node), outcome.message);
}

function withoutVoid(expression: NodePath): NodePath {
  const value = bare(expression);
  return value.isUnaryExpression({ operator: 'void' }) ? bare(value.get('argument')) : value;
}

/** True where nobody waits for the event, or comes to what waits for it. */
function isFloating(event: NodePath, one: ExitExpression, context: ExitContext): boolean {
  if (!isCall(event)) return one.kind === 'exit-handler';
  return one.arrow.node.async || isPromise(event, one, context);
}

function isPromise(event: NodePath, { classPath }: ExitExpression, context: ExitContext): boolean {
  return isCall(event) && isAsync(event, { classPath }, context);
}

function shield(
  { arrow, expression, classPath }: ExitExpression,
  event: NodePath,
  file: JavaScriptFile,
  context: ExitContext,
): Outcome {
  const logger = loggerFor(expression, context);
  if (logger === null) return { refused: 'EXIT008', message: CONSOLE_TAKEN };
  const edits = context.style.wrapValueInTry(arrow, { catch: { name: logger.error, body: logger.says } });
  if (edits === null) return { refused: 'EXIT007' };
  const call = event.isAwaitExpression() ? bare(event.get('argument')) : event;
  const thrown = isCall(call) ? thrownOnPurpose(call, classPath) : null;
  const reason =
    'When the end event cannot be written, that failure is logged: it neither hides another error nor stops what follows.';
  const fix: FixInit = { reason, at: rangeOf(expression.node), edits };
  if (thrown === null) return { fix };
  const caveat = `the called function may throw on purpose: "${sourceOf(thrown, file.text)}" would only be logged`;
  return { fix: { ...fix, applicability: 'unsafe', caveat } };
}
