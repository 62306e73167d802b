import type { Edit, FixInit, Statements } from 'codex-codemod';
import type { Case } from './case.js';
import { caveatsOf } from './caveats.js';
import { scopeOfMethod } from './computations.js';
import type { Decision } from './decision.js';
import { type LoggerUse, loggerFor } from './logger-of.js';
import type { ExitContext } from './params.js';

export type Change = Decision & { readonly kind: 'wrap' | 'add-handler' | 'shield-behind' | 'finally' };

/** A fix, or the code under which the place is refused. */
export type Outcome = { readonly fix: FixInit; readonly logger: LoggerUse | null } | { readonly refused: 'EXIT007' | 'EXIT008' };

/** Turns a decision into edits. */
export function fixFor(change: Change, it: Case, context: ExitContext): Outcome {
  const logger = change.kind === 'finally' ? null : loggerFor(scopeOfMethod(it.method.node, context), it.file, context);
  if (logger === null && change.kind !== 'finally') return { refused: 'EXIT008' };
  const edits = editsFor(change, logger?.logger ?? '', context.statements);
  if (edits === null) return { refused: 'EXIT007' };
  return { fix: { ...init(change, edits, it), imports: logger?.imports ?? [] }, logger };
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

function init(change: Change, edits: readonly Edit[], it: Case): FixInit {
  const { unit } = change;
  const reason = reasonOf(change);
  const at = unit.events[0]?.statement ?? unit.last;
  const caveats = caveatsOf(it, change);
  return caveats.length === 0
    ? { reason, at, edits }
    : { reason, at, edits, applicability: 'unsafe', caveat: caveats.join('; ') };
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
