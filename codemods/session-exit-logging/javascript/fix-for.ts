import { type Edit, type FixInit, lineStartAt } from 'codex-codemod';
import type { Case } from './case.js';
import { caveatsOf } from './caveats.js';
import type { Change } from './decision.js';
import { type LoggerUse, loggerFor } from './logger-of.js';
import { isFollowed, leavesWith } from './return-void.js';
import { endOf, rangeOf, startOf } from './syntax.js';
import type { Unit } from './units.js';

/** A fix, or the code under which the place is refused, with what is known of the reason. */
export type Outcome = { readonly fix: FixInit } | { readonly refused: 'EXIT007' | 'EXIT008'; readonly message?: string };

export const CONSOLE_TAKEN = 'The name console is not free here';

/** Turns a decision into edits. */
export function fixFor(change: Change, it: Case): Outcome {
  const logger = loggerFor(change.unit.last, it.context);
  if (logger === null && change.kind !== 'finally') return { refused: 'EXIT008', message: CONSOLE_TAKEN };
  const edits = editsFor(change, logger, it);
  if (edits !== null) return { fix: init(change, edits, it) };
  return sharesLine(change.unit, it.file.text)
    ? { refused: 'EXIT007', message: 'it stands on one line with other code' }
    : { refused: 'EXIT007' };
}

function sharesLine({ first, last }: Unit, text: string): boolean {
  const before = text.slice(lineStartAt(text, startOf(first)), startOf(first));
  return /\S/.test(before) || !/^[ \t;]*($|[\r\n]|\/[/*])/.test(text.slice(endOf(last)));
}

function editsFor(change: Change, logger: LoggerUse | null, { exit, context: { style } }: Case): readonly Edit[] | null {
  const { unit } = change;
  // Where the event leaves the function, its handler does so too.
  const leaves = leavesWith(unit) && isFollowed(unit.last, exit.body) ? '\nreturn;' : '';
  const clauses = { catch: { name: logger?.error ?? 'error', body: (logger?.says ?? '') + leaves } };
  switch (change.kind) {
    case 'wrap':
      return style.wrapInTry(unit, clauses);
    case 'add-catch':
      return style.addClauses(change.tryStatement, clauses);
    case 'shield-behind':
      return style.finishWith(change.tried, unit, clauses);
    case 'finally':
      return style.finishWith(change.tried, change.always, null);
  }
}

function init(change: Change, edits: readonly Edit[], it: Case): FixInit {
  const { unit } = change;
  const reason = reasonOf(change);
  const at = rangeOf((unit.events[0]?.statement ?? unit.last).node);
  const caveats = caveatsOf(it, change);
  return caveats.length === 0
    ? { reason, at, edits }
    : { reason, at, edits, applicability: 'unsafe', caveat: caveats.join('; ') };
}

function reasonOf(change: Change): string {
  switch (change.kind) {
    case 'wrap':
      return 'When the end event cannot be written, that failure is logged: it neither hides another error nor stops what follows.';
    case 'add-catch':
      return 'The try around the end event has no handler: its failure is logged now, and hides no other error.';
    case 'shield-behind':
      return 'The end event is tried even when the clean-up before it fails, and its own failure is logged: it hides no error.';
    case 'finally':
      return 'An end event that cannot be written stops no clean-up, and clean-up that fails stops no end event.';
  }
}
