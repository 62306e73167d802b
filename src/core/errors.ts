import type { Range } from './range.js';

/** What went wrong, for programs. `codemod explain <code>` tells a person. */
export type ErrorCode = string;

interface ErrorDetails {
  readonly path?: string | undefined;
  readonly range?: Range | undefined;
  readonly cause?: unknown;
}

/** The one error class of the toolkit. It is drawn for a person only at the edge, in `cli/`. */
export class CodemodError extends Error {
  readonly code: ErrorCode;
  readonly path: string | undefined;
  readonly range: Range | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CodemodError';
    this.code = code;
    this.path = details.path;
    this.range = details.range;
  }
}

/** The message of anything that was thrown, never an empty one: for an error without a message, its class. */
export function messageOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.trim() === '' ? classOf(thrown) : message;
}

/** True for an error that says nothing but its class. */
export function isSilent(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message.trim() === '';
}

function classOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name || 'Error' : 'what was thrown is no error, and has no text';
}

/** The `code` of a Node system error (`ENOENT`, `EACCES`, ...), or null. */
export function systemCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown)) return null;
  return typeof thrown.code === 'string' ? thrown.code : null;
}
