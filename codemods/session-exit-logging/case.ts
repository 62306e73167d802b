import type { PythonFile, PythonServices, SyntaxNode } from 'codex-codemod';
import type { EndEvent } from './find-events.js';
import type { ExitMethod } from './find-exits.js';
import { mayRaise } from './risk.js';
import type { Settings } from './settings.js';

/** What a method is judged by. */
export interface Case {
  readonly method: ExitMethod;
  readonly events: readonly EndEvent[];
  readonly file: PythonFile;
  readonly services: PythonServices;
  readonly settings: Settings;
}

/** True for a statement that may fail before an event is come to. Other events do not count: they are shielded themselves. */
export function isRisky(it: Case, statement: SyntaxNode): boolean {
  if (it.events.some((event) => event.statement === statement)) return false;
  return mayRaise(statement, it.services, it.settings.shields);
}
