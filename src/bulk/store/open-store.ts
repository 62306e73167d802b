import { fileURLToPath } from 'node:url';
import { CodemodError } from '../../core/errors.js';
import { openFolderStore } from './folder-store.js';
import type { Store } from './store.js';

export interface StoreAccess {
  /** The Redis with its password, where the address is one of that host and port; default: `REDIS_URL`. */
  readonly redisUrl?: string | null;
}

/**
 * Opens a store by its address: a `file:` URL or an absolute path, or `redis://host:6379/0`, with `?folder=/shared` for what is too
 * large for it, and `?largest=bytes` for what that is.
 *
 * @throws CodemodError `usage`, `io-error`, `queue-missing`, `queue-unsafe`, `queue-unavailable`.
 */
export async function openStore(address: string, access: StoreAccess = {}): Promise<Store> {
  if (/^rediss?:/.test(address)) {
    const { openRedisStore } = await import('./redis-store.js');
    return await openRedisStore(address, access.redisUrl ?? process.env['REDIS_URL'] ?? null);
  }
  if (address.startsWith('file:')) return openFolderStore(fileURLToPath(address));
  if (address.startsWith('/') || /^[A-Za-z]:[\\/]/.test(address)) return openFolderStore(address);
  throw new CodemodError('usage', `${JSON.stringify(address)} is no store. Give an absolute path, or redis://host:6379/0.`);
}
