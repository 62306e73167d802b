import type { Fix } from '../core/fix.js';
import type { WithheldBecause } from '../core/outcome.js';

/** A fix that a pass did not apply. */
export interface Withheld {
  readonly because: WithheldBecause;
  readonly fix: Fix;
  /** As in `WithheldFix`. */
  readonly beyond?: string;
}
