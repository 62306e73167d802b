import type { OpenCampaign } from '../campaign/open-campaign.js';
import type { UnitState } from '../model/campaign-state.js';
import type { CampaignEvent } from '../model/events.js';
import { select } from './select.js';
import type { Selection } from './verb.js';

/** What an approval came to: units, and the repositories that they are of. */
export interface Approved {
  readonly units: number;
  readonly repositories: number;
}

/**
 * `codemod bulk approve`: the plans of a selection as they stand. What is published afterwards is these and no others.
 *
 * @param taken true: the approval is taken back.
 */
export async function approve(campaign: OpenCampaign, selection: Selection, taken = false): Promise<Approved> {
  const events = select(campaign.state, selection).flatMap(({ repo, units }) =>
    units.filter((unit) => isInShapes(unit, selection)).flatMap((unit) => eventOf(repo, unit, taken)),
  );
  if (events.length > 0) await campaign.append(events);
  return { units: events.length, repositories: new Set(events.map(({ repo }) => repo)).size };
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
