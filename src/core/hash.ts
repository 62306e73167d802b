import { createHash } from 'node:crypto';

/** SHA-256 of bytes or of a text's UTF-8, in lower case hexadecimal. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Names that a reviewer tells apart: enough of a hash that no two of one plan meet. */
export function short(hash: string): string {
  return hash.slice(0, 16);
}
