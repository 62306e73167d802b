import { TOOL_CODES } from '../../core/codes.js';
import { CodemodError } from '../../core/errors.js';
import { type Refusal, RefusedRequest } from './refusal.js';

/** Failures that somebody can end: the state of the repository is in the way. */
const CONFLICTS: ReadonlySet<string> = new Set(['stale-plan', 'dirty-tree', 'lock-held', 'write-refused', 'recovery-stopped']);

/** What is answered when a request could not be carried out, with the next step. */
export function failureOf(thrown: unknown): Refusal {
  if (thrown instanceof RefusedRequest) return thrown.refusal;
  if (!(thrown instanceof CodemodError)) {
    return {
      status: 500,
      problem: 'internal',
      message: 'Something went wrong here. Nothing more is known to the page.',
      next: '',
    };
  }
  const { code, message } = thrown;
  return { status: CONFLICTS.has(code) ? 409 : 500, problem: code, message, next: TOOL_CODES[code]?.remedy ?? '' };
}
