import type { CodemodError } from '../core/errors.js';
import type { StalePath } from './file-step.js';
import type { LockHolder } from './lock.js';
import type { RecoveredRun, RecoveryReport } from './recover.js';

/** What became of a run. */
export type ApplyResult =
  | {
      readonly kind: 'done';
      /** How many paths were created, changed or deleted; a rename is two. */
      readonly files: number;
      /** Earlier runs that were finished or rolled back on the way. */
      readonly recovered: readonly RecoveredRun[];
    }
  /** Nothing was written, because ... */
  | ({ readonly kind: 'refused' } & (
      | { readonly because: 'stale'; readonly stale: readonly StalePath[]; readonly recovered: readonly RecoveredRun[] }
      | { readonly because: 'locked'; readonly holder: LockHolder | null }
      | { readonly because: 'recovery-stopped'; readonly recovery: Extract<RecoveryReport, { kind: 'stopped' | 'failed' }> }
    ))
  | {
      readonly kind: 'failed';
      readonly error: CodemodError;
      /**
       * - `untouched`: every file is as it was.
       * - `unfinished`: every file is as planned, and the records, or the removal of empty folders, are not complete: the next command completes them.
       * - `interrupted`: files may be half old, half new; the next command rolls them back, or says what keeps it from it.
       */
      readonly state: 'untouched' | 'unfinished' | 'interrupted';
      readonly recovered: readonly RecoveredRun[];
    };
