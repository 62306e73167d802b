import type { Context, JavaScriptFile } from 'codex-codemod';
import type { params } from '../params.js';
import type { EndEvent } from './find-events.js';
import type { ExitFunction } from './find-exits.js';

export type ExitContext = Context<'javascript', typeof params>;

/** One function in which a session ends, and what is known about it. */
export interface Case {
  readonly exit: ExitFunction;
  readonly events: readonly EndEvent[];
  readonly file: JavaScriptFile;
  readonly context: ExitContext;
}
