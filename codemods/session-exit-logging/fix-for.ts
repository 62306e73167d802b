import type { Edit, FixInit, PythonFile, SyntaxNode } from 'codex-codemod';
import { scopeOfMethod } from './computations.js';
import type { Decision } from './decision.js';
import type { ExitMethod } from './find-exits.js';
import { type LoggerUse, loggerFor } from './logger-of.js';
import type { ExitContext } from './params.js';
import type { Unit } from './units.js';

export type Change = Decision & { readonly kind: 'wrap' | 'add-handler' | 'finally' };

/** A fix, or the code under which the place is refused. */
export type Outcome = { readonly fix: FixInit; readonly logger: LoggerUse | null } | { readonly refused: 'EXIT007' | 'EXIT008' };

const CAVEAT =
  'nothing shows that this call tells of an end and is not the work of the class itself; its failure would only be logged';

/** Turns a decision into edits. */
export function fixFor(change: Change, method: ExitMethod, file: PythonFile, context: ExitContext): Outcome {
  const at = change.unit.events[0]?.statement ?? change.unit.last;
  if (change.kind === 'finally') {
    const { tried, always } = change;
    const edits = context.statements.wrap([
      { header: 'try', ...tried },
      { header: 'finally', ...always },
    ]);
    return edits === null ? { refused: 'EXIT007' } : { fix: init(reasonOf(change), at, edits, change.unit), logger: null };
  }
  const logger = loggerFor(scopeOfMethod(method.node, context), file, context);
  if (logger === null) return { refused: 'EXIT008' };
  const clause = { header: 'except Exception', body: `${logger.logger}.exception("session end could not be logged")` };
  const edits =
    change.kind === 'wrap'
      ? context.statements.wrapInTry(change.unit.first, change.unit.last, [clause])
      : context.statements.addClause(change.tryStatement, clause);
  if (edits === null) return { refused: 'EXIT007' };
  return { fix: { ...init(reasonOf(change), at, edits, change.unit), imports: logger.imports }, logger };
}

function init(reason: string, at: SyntaxNode, edits: readonly Edit[], unit: Unit): FixInit {
  const isCertain = unit.events.some(({ certain }) => certain);
  return isCertain ? { reason, at, edits } : { reason, at, edits, applicability: 'unsafe', caveat: CAVEAT };
}

function reasonOf(change: Change): string {
  if (change.kind === 'wrap') {
    return 'When the end event cannot be written, that failure is logged: it neither hides the exception of the body nor stops what follows.';
  }
  if (change.kind === 'add-handler') {
    return 'The handlers around the end event do not catch everything that its writing may raise; what they miss is logged.';
  }
  return change.unit.first.start < change.always.first.end && change.always.first.start <= change.unit.first.start
    ? 'When the clean-up before it fails, the end event is still tried.'
    : 'What stands behind the end event runs even when the event cannot be written.';
}
