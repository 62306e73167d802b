import type { Edit, FixInit, PythonFile, Statements } from 'codex-codemod';
import { scopeOfMethod } from './computations.js';
import type { Decision } from './decision.js';
import type { ExitMethod } from './find-exits.js';
import { type LoggerUse, loggerFor } from './logger-of.js';
import type { ExitContext } from './params.js';
import type { Unit } from './units.js';

export type Change = Decision & { readonly kind: 'wrap' | 'add-handler' | 'shield-behind' | 'finally' };

/** A fix, or the code under which the place is refused. */
export type Outcome = { readonly fix: FixInit; readonly logger: LoggerUse | null } | { readonly refused: 'EXIT007' | 'EXIT008' };

const CAVEAT =
  'nothing shows that this call tells of an end and is not the work of the class itself; its failure would only be logged';

const DELIVERS =
  'the call is given data of the object that the method then clears: where the call delivers them, its failure would only be logged, and they would be lost';

/** Turns a decision into edits. */
export function fixFor(change: Change, method: ExitMethod, file: PythonFile, context: ExitContext): Outcome {
  const logger = change.kind === 'finally' ? null : loggerFor(scopeOfMethod(method.node, context), file, context);
  if (logger === null && change.kind !== 'finally') return { refused: 'EXIT008' };
  const edits = editsFor(change, logger?.logger ?? '', context.statements);
  if (edits === null) return { refused: 'EXIT007' };
  return { fix: { ...init(reasonOf(change), edits, change.unit), imports: logger?.imports ?? [] }, logger };
}

function editsFor(change: Change, logger: string, statements: Statements): readonly Edit[] | null {
  const { first, last } = change.unit;
  const handler = { header: 'except Exception', body: `${logger}.exception("session end could not be logged")` };
  switch (change.kind) {
    case 'wrap':
      return statements.wrapInTry(first, last, [handler]);
    case 'add-handler':
      return statements.addClause(change.tryStatement, handler);
    case 'shield-behind':
      return statements.wrap([
        { header: 'try', ...change.tried },
        { header: 'finally', first, last, inner: { header: 'try', clauses: [handler] } },
      ]);
    case 'finally':
      return statements.wrap([
        { header: 'try', ...change.tried },
        { header: 'finally', ...change.always },
      ]);
  }
}

function init(reason: string, edits: readonly Edit[], unit: Unit): FixInit {
  const at = unit.events[0]?.statement ?? unit.last;
  if (unit.events.some(({ delivers }) => delivers)) return { reason, at, edits, applicability: 'unsafe', caveat: DELIVERS };
  const isCertain = unit.events.some(({ certain }) => certain);
  return isCertain ? { reason, at, edits } : { reason, at, edits, applicability: 'unsafe', caveat: CAVEAT };
}

function reasonOf(change: Change): string {
  switch (change.kind) {
    case 'wrap':
      return 'When the end event cannot be written, that failure is logged: it neither hides the exception of the body nor stops what follows.';
    case 'add-handler':
      return 'The handlers around the end event do not catch everything that its writing may raise; what they miss is logged.';
    case 'shield-behind':
      return 'The end event is tried even when the clean-up before it fails, and its own failure is logged: it hides no exception.';
    case 'finally':
      return 'An end event that cannot be written stops no clean-up, and clean-up that fails stops no end event.';
  }
}
