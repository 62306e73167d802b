import type { FixInit, Yielded } from 'codex-codemod';
import type { ExitContext } from './case.js';
import { isAsync } from './find-events.js';
import type { ExitExpression } from './find-exits.js';
import { loggerFor } from './logger-of.js';
import { isEventValue } from './return-events.js';
import { bare, isCall, rangeOf } from './syntax.js';
import { thrownOnPurpose } from './throws-on-purpose.js';

/**
 * Everything there is to say about `() => logEvent('end')`. Nobody looks at what a handler of the exit gives back, so that a
 * `try` can be put around it; elsewhere the value of the event is what the function returns.
 */
export function* judgeExpression(one: ExitExpression, context: ExitContext): Generator<Yielded> {
  const { arrow, classPath, expression } = one;
  if (!isEventValue(expression, classPath, context)) return;
  const fix = one.kind === 'exit-handler' && !arrow.node.async ? shield(one, context) : null;
  yield fix === null ? context.finding('EXIT001', rangeOf(expression.node)) : context.fix(fix);
}

function shield({ arrow, expression, classPath }: ExitExpression, context: ExitContext): FixInit | null {
  const call = bare(expression);
  const logger = loggerFor(expression, context);
  if (logger === null || !isCall(call) || isAsync(call, { classPath }, context) || thrownOnPurpose(call, classPath) !== null)
    return null;
  const edits = context.style.wrapValueInTry(arrow, { catch: { name: logger.error, body: logger.says } });
  if (edits === null) return null;
  const reason =
    'When the end event cannot be written, that failure is logged: it neither fails a good run nor stops the other handlers.';
  return { reason, at: rangeOf(expression.node), edits };
}
