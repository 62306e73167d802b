import type { OpenCampaign } from '../../bulk/campaign/open-campaign.js';
import { otherWish } from '../../bulk/campaign/other-wish.js';
import type { RepositoryState, UnitState } from '../../bulk/model/campaign-state.js';
import type { CampaignEvent } from '../../bulk/model/events.js';
import type { CombinedPlan } from '../../bulk/units/combine-plans.js';
import { type DecidedUnit, splitDecisions } from '../../bulk/units/split-decisions.js';
import { keepDecided } from '../../bulk/verbs/keep-decided.js';
import { CodemodError } from '../../core/errors.js';
import { planId } from '../../core/plan.js';
import type { Decisions } from '../../core/review/decision.js';
import { takeOverReviews } from './take-over-reviews.js';

/** What a review of a campaign came to, in repositories' changes. */
export interface ReviewedUnits {
  readonly whole: number;
  readonly narrowed: number;
  readonly none: number;
  /** Of changes that were planned by another wish than the campaign's by now: none of them is approved. */
  readonly otherWish: number;
}

/**
 * Approves what a review has accepted: a change as it is, or narrowed to what was accepted. What has no accepted hunk is not
 * approved, and no longer where it was.
 *
 * @throws CodemodError `stale-plan` where a change was planned anew since; then nothing is approved.
 */
export async function approveReviewed(
  campaign: OpenCampaign,
  combined: CombinedPlan,
  decisions: Decisions,
): Promise<ReviewedUnits> {
  const decided = splitDecisions(combined, decisions);
  for (const one of decided) currentUnit(campaign, one);
  await takeOverReviews(campaign);
  const isOther = otherWish(campaign.spec);
  const current = decided.filter((one) => !isOther(currentUnit(campaign, one).repository));
  const events: (CampaignEvent & { readonly repo: string })[] = [];
  for (const one of current) events.push(...(await eventsOf(campaign, one)));
  if (events.length > 0) await campaign.append(events);
  const count = (verdict: DecidedUnit['verdict']): number => current.filter((one) => one.verdict === verdict).length;
  const left = decided.length - current.length;
  return { whole: count('whole'), narrowed: count('narrowed'), none: count('none'), otherWish: left };
}

async function eventsOf(
  campaign: OpenCampaign,
  decided: DecidedUnit,
): Promise<readonly (CampaignEvent & { readonly repo: string })[]> {
  const { repository, unit, plan } = currentUnit(campaign, decided);
  const { repo } = repository;
  const { shard } = unit;
  if (decided.verdict === 'whole') return unit.approved === plan ? [] : [{ event: 'approved', repo, shard, plan }];
  if (decided.verdict === 'none') return unit.approved === null ? [] : [{ event: 'unapproved', repo, shard }];
  const kept = await keepDecided(campaign, repository, decided.unit, decided.plan);
  return kept === null ? [] : [{ event: 'narrowed', repo, unit: kept }];
}

/** The unit as the campaign has it now: a review is about the plan that was looked at, and no other. */
function currentUnit(
  { state }: OpenCampaign,
  { unit: reviewed }: DecidedUnit,
): { readonly repository: RepositoryState; readonly unit: UnitState; readonly plan: string } {
  const repository = state.repositories.get(reviewed.repo);
  const unit = repository?.units.find(({ shard }) => shard === reviewed.shard);
  if (repository === undefined || unit?.planned == null || unit.planned.plan !== planId(reviewed.plan)) {
    const message = `${reviewed.repo} was planned anew since the review began, so that nothing was approved. Begin it again: codemod bulk review`;
    throw new CodemodError('stale-plan', message);
  }
  return { repository, unit, plan: unit.planned.plan };
}
