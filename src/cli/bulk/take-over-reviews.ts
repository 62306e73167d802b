import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { OpenCampaign } from '../../bulk/campaign/open-campaign.js';
import { isDeclined } from '../../bulk/campaign/outcome-of.js';
import { withCampaign } from '../../bulk/campaign/with-campaign.js';
import type { RepositoryState, UnitState } from '../../bulk/model/campaign-state.js';
import type { CampaignEvent } from '../../bulk/model/events.js';
import type { PlanUnit } from '../../bulk/units/combine-plans.js';
import { readerOf } from '../../bulk/units/images.js';
import { readKept } from '../../bulk/units/read-kept.js';
import { ownDecisions } from '../../bulk/units/split-decisions.js';
import { keysOfNothing, withoutRejected } from '../../bulk/units/without-rejected.js';
import { CodemodError } from '../../core/errors.js';
import { groupBy } from '../../core/group-by.js';
import { decidePlan } from '../../core/review/decide.js';
import type { DecisionRecord } from '../../core/review/decision.js';
import type { Rejection } from '../../core/review/rejections.js';
import { decisionRecords } from '../decisions-file.js';
import type { CampaignAt } from './campaign-at.js';

type Events = readonly (CampaignEvent & { readonly repo: string })[];
type LastDecisions = ReadonlyMap<string, DecisionRecord>;

/** Where the decisions of a review stand, in the folder of the campaign. */
export function reviewFileOf(folder: string, planId: string): string {
  return path.join(folder, `review-${planId.slice(0, 16)}.decisions.ndjson`);
}

/**
 * Journals what reviews have decided since the journal knows of it: also of a review that was left before its end, or killed. What is
 * rejected is not planned again, and what holds it is no longer approved; what was thought better of is planned again.
 */
export async function takeOverReviews(campaign: OpenCampaign): Promise<void> {
  const since = campaign.state.reviewed;
  const decided = lastDecisions(campaign.folder, since);
  if (decided.size === 0) return;
  const events: (CampaignEvent & { readonly repo: string })[] = [];
  for (const repository of campaign.state.repositories.values()) {
    for (const unit of repository.units) events.push(...(await eventsOf(campaign, repository, unit, decided)));
  }
  const until = [...decided.values()].reduce((last, { time }) => (time > last ? time : last), since);
  await campaign.append([...events, { event: 'reviewed', until }]);
  const declined = await declinedEvents(campaign, new Set(events.flatMap((one) => (one.event === 'rejected' ? [one.repo] : []))));
  if (declined.length > 0) await campaign.append(declined);
}

/** What is rejected whole by now, whichever reviews have done it: it is decided, and waits for nobody. */
async function declinedEvents({ state, store }: OpenCampaign, repos: ReadonlySet<string>): Promise<Events> {
  const events: (CampaignEvent & { readonly repo: string })[] = [];
  for (const repo of repos) {
    const { units = [], rejected = [] } = state.repositories.get(repo) ?? {};
    for (const unit of units) {
      const { planned, shard } = unit;
      const kept = planned === null || isDeclined(unit) ? null : await readKept(store, planned.plan);
      const rest = kept === null ? null : withoutRejected(kept, rejected);
      const keys = rest === null ? null : keysOfNothing(rest);
      if (planned !== null && keys !== null) events.push({ event: 'declined', repo, shard, plan: planned.plan, keys });
    }
  }
  return events;
}

/** The same, where nobody else holds the campaign: who holds it, or whoever comes next, takes them over as well. */
export async function takeOverWhereFree({ root, name }: CampaignAt): Promise<void> {
  try {
    await withCampaign(root, name, takeOverReviews);
  } catch (thrown) {
    if (!(thrown instanceof CodemodError) || thrown.code !== 'lock-held') throw thrown;
  }
}

/** By the names that hunks have in a combined plan; the same hunk has the same name in each. */
function lastDecisions(folder: string, since: string): LastDecisions {
  const files = readdirSync(folder).filter((name) => /^review-[0-9a-f]+\.decisions\.ndjson$/.test(name));
  const records = files.flatMap((name) => decisionRecords(path.join(folder, name))).filter(({ time }) => time > since);
  // Files are read one after the other, and what counts is which decision came last.
  const sorted = records.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  return new Map(sorted.map((record) => [record.hunk, record]));
}

async function eventsOf(
  { store }: OpenCampaign,
  repository: RepositoryState,
  { shard, planned, approved }: UnitState,
  decided: LastDecisions,
): Promise<Events> {
  const kept = planned === null ? null : await readKept(store, planned.plan);
  if (planned === null || kept === null) return [];
  const { repo } = repository;
  const unit: PlanUnit = { repo, shard, ...kept };
  const own = ownDecisions(unit, decided);
  const { rejections } = decidePlan(unit.plan, readerOf(unit.images), own, 'rejected');
  const rejected = rejectedEvents(repository, rejections);
  const isHeld = rejected.length > 0 && approved === planned.plan;
  return [
    ...reconsideredEvents(repository, own),
    ...rejected,
    ...(isHeld ? [{ event: 'unapproved' as const, repo, shard }] : []),
  ];
}

function rejectedEvents({ repo, rejected }: RepositoryState, rejections: readonly Rejection[]): Events {
  const known = new Set(rejected.flatMap(({ keys }) => keys));
  const anew = rejections.filter(({ key }) => !known.has(key));
  return [...groupBy(anew, ({ hunk }) => hunk)].flatMap(([hunk, own]) => {
    const [first] = own;
    if (first === undefined) return [];
    const { codemod, path, reason } = first;
    return [{ event: 'rejected', repo, hunk, codemod, path, reason, keys: [...new Set(own.map(({ key }) => key))] }];
  });
}

function reconsideredEvents({ repo, rejected }: RepositoryState, own: LastDecisions): Events {
  return rejected.flatMap(({ hunk, keys }) => {
    const verdict = own.get(hunk)?.verdict ?? 'rejected';
    return verdict === 'rejected' ? [] : [{ event: 'reconsidered' as const, repo, keys }];
  });
}
