import { CodemodError, messageOf } from '../core/errors.js';
import { refusalIn } from './permissions.js';

/** What a codemod has thrown, as its failure. */
export function faultIn(thrown: unknown): { readonly code: string; readonly message: string } {
  if (thrown instanceof CodemodError) return { code: thrown.code, message: thrown.message };
  const refusal = refusalIn(thrown);
  return refusal === null
    ? { code: 'codemod-threw', message: messageOf(thrown) }
    : { code: 'permission-refused', message: refusal };
}
