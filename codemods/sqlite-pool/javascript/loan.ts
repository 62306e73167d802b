import type { BabelBinding, NodePath } from 'codex-codemod';
import type { Driver } from './drivers.js';
import type { Home } from './home.js';
import type { FunctionPath } from './syntax.js';

/** A connection that a function takes out of a pool, and has to give back. */
export interface Loan {
  readonly from: FunctionPath;
  /** Where it is taken. */
  readonly at: NodePath;
  /** The statement behind which the function has it. */
  readonly taken: NodePath;
  readonly connection: BabelBinding;
  readonly pool: LoanPool;
  /** True when its database may go with it. */
  readonly inMemory: boolean;
  /** True when the pool has a new one made where one is missing. */
  readonly isMadeAnew: boolean;
}

/** What a pool is and how it is written. */
export type LoanPool =
  | { readonly kind: 'generic-pool'; readonly home: Home; readonly text: string; readonly driver: Driver }
  | { readonly kind: 'knex'; readonly home: Home; readonly text: string }
  | { readonly kind: 'list'; readonly home: Home; readonly text: string; readonly driver: Driver };

/** A name that a function declares by itself, `const connection = init;`. */
export interface Bound {
  readonly from: FunctionPath;
  readonly declarator: NodePath;
  readonly connection: BabelBinding;
  readonly init: NodePath;
}
