import type { NumberedDecisions, ReviewIndex } from './review-index.js';
import { type Tally, tally } from './tally.js';

/** How a file stands, by its hunks. `decided`: some are accepted and all others rejected. */
export type FileState = 'undecided' | 'in part' | 'accepted' | 'rejected' | 'decided' | 'stale';

export interface FileStanding extends Tally {
  readonly state: FileState;
}

/** @param number of the file. All of its hunks count, whatever the filter shows. */
export function fileStanding({ files }: ReviewIndex, decisions: NumberedDecisions, number: number): FileStanding {
  const { first = 0, count = 0, stale = null } = files[number] ?? {};
  const counts = tally(
    Array.from({ length: count }, (_, index) => first + index),
    decisions,
  );
  return { ...counts, state: stale === null ? stateOf(counts) : 'stale' };
}

function stateOf({ accepted, rejected, undecided }: Tally): FileState {
  if (accepted + rejected === 0) return 'undecided';
  if (undecided > 0) return 'in part';
  if (rejected === 0) return 'accepted';
  return accepted === 0 ? 'rejected' : 'decided';
}
