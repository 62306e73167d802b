import type { CloneCache } from '../git/bare-clone.js';
import type { Store } from '../store/store.js';

/** What a job is given beside its order. */
export interface Services {
  readonly store: Store;
  readonly clones: CloneCache;
  /** The value of a secret by the name of its environment variable; null where there is none. */
  readonly secret: (name: string) => string | null;
  /** May code be loaded from this file? A worker answers for what it was told to trust. */
  readonly trusts: (module: string) => boolean;
  readonly signal: AbortSignal;
}
