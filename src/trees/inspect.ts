import type { Skip } from '../core/source-file.js';

/** Why a file's bytes make it no source to edit, or null. */
export function inspect(bytes: Buffer): Skip | null {
  return bytes.includes(0) ? { code: 'binary', message: 'it holds a NUL byte' } : null;
}
