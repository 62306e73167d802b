import type { Change } from '../change.js';
import type { Hunk } from '../diff.js';
import type { Applicability } from '../fix.js';

/** Why a hunk is there: one fix of it, or the making of a whole file. */
export interface HunkReason {
  readonly codemod: string;
  readonly version: string;
  readonly text: string;
  readonly applicability: Applicability;
  /** Why it is not safe; empty for a safe one. */
  readonly caveat: string;
  /** In the file as it is; counts from 1. */
  readonly line: number;
}

/**
 * What a reviewer decides at once: fixes of one file that stand or fall together, shown as what they alone would make of the
 * file as it is. A file that is made, taken away or moved is one hunk.
 */
export interface ReviewHunk {
  /** Stays the same as long as the plan does; 16 hexadecimal digits. */
  readonly id: string;
  readonly path: string;
  readonly kind: Change['kind'];
  /** The lowest of its reasons. */
  readonly applicability: Applicability;
  readonly reasons: readonly HunkReason[];
  /** Equal for hunks that do the same with other names, numbers and strings; 16 hexadecimal digits. */
  readonly shape: string;
  /** Equal for hunks, in whatever files, that are decided together; absent where it is decided by itself. */
  readonly set?: string;
  /** The keys by which a rejection is remembered, see `fixKey`. */
  readonly keys: readonly string[];
  /** The unified diff, without its file header; empty for a file that only moves. */
  readonly parts: readonly Hunk[];
}

/** A file of a plan, to be reviewed. */
export interface ReviewFile {
  readonly path: string;
  /** The new name of a file that is moved, else null. */
  readonly to: string | null;
  readonly kind: Change['kind'];
  /** Why its hunks cannot be shown: the file is not as it was when the plan was made. Then there are none. */
  readonly stale: string | null;
  /** In the order of the file. */
  readonly hunks: readonly ReviewHunk[];
}
