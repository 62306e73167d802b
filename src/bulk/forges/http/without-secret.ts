import { makeRedactor } from '../../hosts/redactor.js';

/** A host may repeat what it was sent, in any spelling: it is taken out before anybody sees it. */
export function withoutSecret(text: string, secret: string | null): string {
  return secret === null ? text : makeRedactor([secret]).redact(text);
}
