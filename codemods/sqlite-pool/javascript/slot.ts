import type { NodePath } from 'codex-codemod';
import type { Driver } from './drivers.js';
import type { Home } from './home.js';

/** A place that outlives a call, into which connections are put and from which they are got. */
export interface Slot {
  /** `map`, `record`: by key. `list`: taken out with `pop` and given back with `push`. `single`: one connection. */
  readonly kind: 'map' | 'record' | 'list' | 'single';
  readonly home: Home;
  readonly drivers: Set<Driver>;
  /** Where connections are put in; in a function, so that a lost one is made anew. */
  readonly stores: Store[];
  /** True when promises of connections are kept. */
  later: boolean;
}

export interface Store {
  /** The assignment, or the call of `set` or `push`. */
  readonly at: NodePath;
  readonly key: NodePath | null;
}

/** Where an opened connection goes. */
export interface Opened {
  /** The expression that opens it, in the file or by a function of the file that makes connections. */
  readonly path: NodePath;
  readonly driver: Driver;
  /** `new Database(...)` itself. */
  readonly origin: NodePath;
  readonly slots: Set<Slot>;
}
