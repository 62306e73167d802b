import type { RepositoryRow } from './repository-row.js';

/** What `undone` means of a repository: nothing of it is left, what was merged is in until a revert is, or its branch stays. */
export type UndoneHow = 'takenBack' | 'reverting' | 'closed';

/** Null for a repository that is not undone. */
export function undoneHow({
  outcome,
  reverts,
  branches,
  cannotUndo,
}: Pick<RepositoryRow, 'outcome' | 'reverts' | 'branches' | 'cannotUndo'>): UndoneHow | null {
  if (outcome !== 'undone') return null;
  if (reverts.length > 0) return 'reverting';
  // A branch that an undo could not delete is told as such.
  return branches.length > 0 && cannotUndo.length === 0 ? 'closed' : 'takenBack';
}

/** Of one repository, or of several that are all so. */
export const UNDONE_WORDS: Readonly<Record<UndoneHow, string>> = {
  takenBack: 'taken back',
  reverting: 'merged still; a revert was opened',
  closed: 'closed by us; the branches stay',
};
