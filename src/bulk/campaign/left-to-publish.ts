import type { Publisher } from '../jobs/job.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import type { RepositoryState, UnitState } from '../model/campaign-state.js';
import { otherWish } from './other-wish.js';
import { isPatchOf } from './patch-name.js';

/** What is to become of what a person has had a hand in, whichever verb saw it first. */
export type HumanSettings = Pick<CampaignSpec['publish'], 'onHumanCommit' | 'onClosed'>;

/**
 * The units of a repository that publishing it is about: what is left, or all of them where a job of it was cut off. What was planned by
 * another wish waits until it is planned anew, whoever has approved it.
 */
export function unitsToPublish(
  spec: CampaignSpec,
  repository: RepositoryState,
  publisher: Publisher,
  again = false,
): readonly UnitState[] {
  const { outcome, units, intent } = repository;
  // It is left alone: it asks for that since it was planned, or the manifest names it no longer.
  if (outcome === 'skipped' || otherWish(spec)(repository)) return [];
  const left = units.filter((unit) => isLeftToPublish(unit, publisher, spec.publish, again));
  return left.length === 0 && intent?.stage === 'publish' ? units : left;
}

/** True for a unit with something approved that is not out yet, and for one that has nothing to change any more but is out. */
export function isLeftToPublish(unit: UnitState, publisher: Publisher, settings: HumanSettings, again = false): boolean {
  const { planned, approved, pushed, pullRequest, needsHuman, closed, ended } = unit;
  const isOnTop = needsHuman?.code === 'branch-changed' && settings.onHumanCommit === 'on-top';
  if (needsHuman !== null && !again && !isOnTop) return false;
  if (planned === null && publisher === 'patch') return false;
  // Nothing of it stands that could be taken back, or a person has said what is to become of it.
  if (ended !== null && (planned === null || (ended === 'deleted' && settings.onClosed === 'respect'))) return false;
  if (planned === null) return pullRequest?.state === 'open' || (pushed !== null && pullRequest === null);
  if (approved !== planned.plan) return false;
  if (publisher === 'patch') return unit.patch === null || !isPatchOf(unit.patch, approved);
  if (ended === 'merged' && pushed?.plan === approved) return false;
  if (pushed?.plan !== approved || isOnTop || ended === 'deleted') return true;
  if (publisher !== 'pull-request') return false;
  const mayOpenAnew = closed !== null || settings.onClosed === 'open-new';
  return pullRequest === null || (pullRequest.state === 'closed' && mayOpenAnew);
}
