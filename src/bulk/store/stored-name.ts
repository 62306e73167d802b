import { CodemodError } from '../../core/errors.js';
import { sha256 } from '../../core/hash.js';
import { STORED, type Stored } from './store.js';

const NAME = /^[0-9a-f]{8,64}$/;

/** Names become paths and keys: nothing but hex digits may be one. */
export function checkStoredName(kind: Stored, name: string): void {
  if (STORED.includes(kind) && NAME.test(name)) return;
  throw new CodemodError(
    'internal',
    `Nothing is stored under ${JSON.stringify(`${kind}/${name}`)}: a name is 8 to 64 hex digits.`,
  );
}

/** The kinds whose name is the hash of their bytes. That of a plan is of what it does, and that of a commit git's own. */
const NAMED_BY_HASH: ReadonlySet<Stored> = new Set<Stored>(['spec', 'order']);

/** The bytes, or null where they are not what their name says: a thing that is damaged is one that is missing, and is put anew. */
export function verified(kind: Stored, name: string, bytes: Buffer | null): Buffer | null {
  return bytes !== null && NAMED_BY_HASH.has(kind) && sha256(bytes) !== name ? null : bytes;
}

/** Kinds that can be made again, and need not outlive a power failure. */
export const REMADE: ReadonlySet<Stored> = new Set<Stored>(['spec', 'order', 'result']);
