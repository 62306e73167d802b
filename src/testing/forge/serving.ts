import type { Clock } from './clock.js';
import type { Dialect } from './exchange.js';
import type { Faults } from './faults.js';
import type { Limits } from './limits.js';
import type { Locks } from './locks.js';
import type { Tokens } from './tokens.js';
import type { World } from './world.js';

/** What a running forge is made of. */
export interface Serving {
  readonly world: World;
  readonly clock: Clock;
  readonly dialect: Dialect;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly tokens: Tokens;
  readonly locks: Locks;
  readonly anonymousReads: boolean;
  readonly refusesSecond: boolean;
  readonly closesWithoutBranch: boolean;
  /** By operation. */
  readonly requests: Map<string, number>;
}

export function countRequest({ requests }: Serving, operation: string): void {
  requests.set(operation, (requests.get(operation) ?? 0) + 1);
}
