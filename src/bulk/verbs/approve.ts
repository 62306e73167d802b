import type { OpenCampaign } from '../campaign/open-campaign.js';
import { isOpenToWishes, otherWish } from '../campaign/other-wish.js';
import type { RepositoryState, UnitState } from '../model/campaign-state.js';
import type { CampaignEvent } from '../model/events.js';
import { readKept } from '../units/read-kept.js';
import { keysOfNothing, withoutRejected } from '../units/without-rejected.js';
import { keepDecided } from './keep-decided.js';
import { select } from './select.js';
import type { Selection } from './verb.js';

/** What an approval came to: units, and the repositories that they are of. */
export interface Approved {
  readonly units: number;
  readonly repositories: number;
  /** Units of which a review has rejected a part: only the rest is approved. */
  readonly inPart: number;
  /** Units that are left as they were, since a review has rejected all that they do. */
  readonly rejected: number;
  /** Units that are left as they were, since they were planned by another wish than the campaign's. */
  readonly otherWish: number;
}

/**
 * `codemod bulk approve`: the plans of a selection as they stand, less what reviews have rejected. What is published afterwards is these
 * and no others. A plan by another wish than the campaign's is not approved: it is not what is asked for.
 *
 * @param taken true: the approval is taken back.
 */
export async function approve(campaign: OpenCampaign, selection: Selection, taken = false): Promise<Approved> {
  const events: Approval[] = [];
  const declined: Approval[] = [];
  let rejected = 0;
  let byOther = 0;
  const isOther = otherWish(campaign.spec);
  for (const repository of select(campaign.state, selection)) {
    const units = repository.units.filter((one) => isInShapes(one, selection));
    if (!taken && isOther(repository)) {
      byOther += isOpenToWishes(repository, campaign.spec.publish) ? units.filter(({ planned }) => planned !== null).length : 0;
      continue;
    }
    for (const unit of units) {
      const rest = taken ? null : await restOf(campaign, repository, unit);
      if (rest === 'nothing' || rest?.event === 'declined') rejected++;
      if (rest === 'nothing') continue;
      if (rest?.event === 'declined') declined.push(rest);
      else events.push(...(rest === null ? eventOf(repository.repo, unit, taken) : [rest]));
    }
  }
  if (events.length + declined.length > 0) await campaign.append([...events, ...declined]);
  const inPart = events.filter(({ event }) => event === 'narrowed').length;
  return {
    units: events.length,
    repositories: new Set(events.map(({ repo }) => repo)).size,
    inPart,
    rejected,
    otherWish: byOther,
  };
}

type Approval = CampaignEvent & { readonly repo: string };

/** What approves a unit of whose plan a review has rejected something, or says that it was all. Null for one of which it has not. */
async function restOf(
  campaign: OpenCampaign,
  repository: RepositoryState,
  { shard, planned }: UnitState,
): Promise<Approval | 'nothing' | null> {
  const { repo, rejected } = repository;
  if (planned === null || rejected.length === 0) return null;
  const kept = await readKept(campaign.store, planned.plan);
  if (kept === null) return null;
  const rest = withoutRejected(kept, rejected);
  if (rest === null) return null;
  const { plan, faults } = rest;
  const keys = keysOfNothing(rest);
  if (keys !== null) return { event: 'declined', repo, shard, plan: planned.plan, keys };
  // What cannot stand without the rejected part is for a review to decide.
  if (plan.changes.length === 0 || faults.length > 0) return 'nothing';
  const narrowed = await keepDecided(campaign, repository, { repo, shard, ...kept }, plan);
  return narrowed === null ? 'nothing' : { event: 'narrowed', repo, unit: narrowed };
}

/** By shape, a unit is approved when all that it does is of the shapes named: nobody has looked at the rest of it. */
function isInShapes({ planned }: UnitState, { shapes }: Selection): boolean {
  return shapes === undefined || planned?.shapes.every((shape) => shapes.includes(shape)) === true;
}

function eventOf(
  repo: string,
  { shard, planned, approved }: UnitState,
  taken: boolean,
): readonly (CampaignEvent & { repo: string })[] {
  if (taken) return approved === null ? [] : [{ event: 'unapproved', repo, shard }];
  return planned === null || approved === planned.plan ? [] : [{ event: 'approved', repo, shard, plan: planned.plan }];
}
