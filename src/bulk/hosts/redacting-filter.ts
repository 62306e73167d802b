import type { Redactor } from './redactor.js';

/** What stands between a writer and a stream. */
export interface BytesFilter {
  /** @returns what can be written now; an end that may be the beginning of a secret is kept until it is known. */
  pass(content: string | Uint8Array): Uint8Array;
  /** @returns what was kept, when nothing more comes. */
  end(): Uint8Array;
}

export function redactingFilter(redactor: Redactor): BytesFilter {
  let kept = '';
  return {
    pass(content) {
      // As Latin-1 every byte is a character, so that what is no UTF-8 goes through as it is: secrets are ASCII.
      const bytes =
        typeof content === 'string' ? Buffer.from(content) : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
      const [done, rest] = redactor.split(kept + bytes.toString('latin1'));
      kept = rest;
      return Buffer.from(done, 'latin1');
    },
    end() {
      const rest = Buffer.from(redactor.redact(kept), 'latin1');
      kept = '';
      return rest;
    },
  };
}
