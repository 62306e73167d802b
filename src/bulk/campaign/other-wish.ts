import type { CampaignSpec } from '../model/campaign-spec.js';
import type { RepositoryState } from '../model/campaign-state.js';
import { type Wish, wishOf } from '../model/wish.js';

type OnClosed = Pick<CampaignSpec['publish'], 'onClosed'>;

/** True of a repository whose plan was made by another wish than the campaign's: it is not what is asked for now. */
export function otherWish(spec: Wish): (repository: Pick<RepositoryState, 'wish'>) => boolean {
  const own = wishOf(spec);
  return ({ wish }) => wish !== null && wish !== own;
}

/** True where another wish plans a repository anew. What was merged stays, and what a person has closed, where that is respected. */
export function isOpenToWishes({ outcome, units }: Pick<RepositoryState, 'outcome' | 'units'>, { onClosed }: OnClosed): boolean {
  if (outcome === 'closed-by-human') return onClosed === 'open-new';
  // Where all of it was merged, and is offered back, it is in until a person merges that.
  if (outcome === 'undone') return units.some(({ revert }) => revert === null);
  return outcome !== 'merged';
}

/** True where nobody has looked at a repository for what the campaign asks for now, though it has a plan. */
export function isToPlanAnew(repository: RepositoryState, isOther: ReturnType<typeof otherWish>, settings: OnClosed): boolean {
  // These were looked at, or are left alone.
  if (repository.outcome === 'failed' || repository.outcome === 'skipped') return false;
  return isOther(repository) && isOpenToWishes(repository, settings);
}
