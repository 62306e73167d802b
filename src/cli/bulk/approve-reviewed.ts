import type { OpenCampaign } from '../../bulk/campaign/open-campaign.js';
import { openCloneCache } from '../../bulk/git/clone-cache.js';
import { keepNarrowed } from '../../bulk/jobs/keep-narrowed.js';
import type { Services } from '../../bulk/jobs/services.js';
import type { RepositoryState, UnitState } from '../../bulk/model/campaign-state.js';
import type { CampaignEvent } from '../../bulk/model/events.js';
import type { CombinedPlan } from '../../bulk/units/combine-plans.js';
import { type DecidedUnit, splitDecisions } from '../../bulk/units/split-decisions.js';
import { orderFor } from '../../bulk/verbs/order-for.js';
import { CodemodError } from '../../core/errors.js';
import { groupBy } from '../../core/group-by.js';
import { INVENTORY_PATHS, isInventoryChange } from '../../core/inventory-step.js';
import { planId } from '../../core/plan.js';
import type { Decisions } from '../../core/review/decision.js';

/** What a review of a campaign came to, in repositories' changes. */
export interface ReviewedUnits {
  readonly whole: number;
  readonly narrowed: number;
  readonly none: number;
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
  const services = servicesOf(campaign);
  const events: (CampaignEvent & { readonly repo: string })[] = [];
  for (const one of decided) events.push(...rejectedBy(campaign, one), ...(await eventsOf(campaign, services, one)));
  if (events.length > 0) await campaign.append(events);
  const count = (verdict: DecidedUnit['verdict']): number => decided.filter((one) => one.verdict === verdict).length;
  return { whole: count('whole'), narrowed: count('narrowed'), none: count('none') };
}

async function eventsOf(
  campaign: OpenCampaign,
  services: Services,
  decided: DecidedUnit,
): Promise<readonly (CampaignEvent & { readonly repo: string })[]> {
  const { repository, unit, plan } = currentUnit(campaign, decided);
  const { repo } = repository;
  const { shard } = unit;
  if (decided.verdict === 'whole') return unit.approved === plan ? [] : [{ event: 'approved', repo, shard, plan }];
  if (decided.verdict === 'none') return unit.approved === null ? [] : [{ event: 'unapproved', repo, shard }];
  const order = orderFor(campaign.spec, 'plan', repository, { units: [] });
  const { images } = decided.unit;
  const kept = await keepNarrowed(order, services, { shard, plan: decided.plan, images, hasInventory: wantsInventory(decided) });
  return kept === null ? [] : [{ event: 'narrowed', repo, unit: kept }];
}

/** What was decided against is not planned again; what nobody has decided is, and waits for approval then. */
function rejectedBy(
  { state }: OpenCampaign,
  { unit: { repo }, decided: { rejections } }: DecidedUnit,
): readonly (CampaignEvent & { readonly repo: string })[] {
  const known = new Set(state.repositories.get(repo)?.rejected.flatMap(({ keys }) => keys));
  const anew = rejections.filter(({ key }) => !known.has(key));
  return [...groupBy(anew, ({ hunk }) => hunk)].flatMap(([hunk, own]) => {
    const [first] = own;
    if (first === undefined) return [];
    const { codemod, path, reason } = first;
    return [{ event: 'rejected', repo, hunk, codemod, path, reason, keys: [...new Set(own.map(({ key }) => key))] }];
  });
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

function servicesOf({ store, spec }: OpenCampaign): Services {
  const { cache, files } = spec.limits;
  return {
    store,
    clones: openCloneCache({ folder: null, mostBytes: cache, mostFiles: files }),
    secret: (name) => process.env[name] ?? null,
    trusts: () => false,
    signal: new AbortController().signal,
  };
}

/** One that is compressed has no hunk that anybody could have decided: it goes with the rest. */
function wantsInventory({ unit, plan }: DecidedUnit): boolean {
  const made = unit.plan.changes.find((change) => isInventoryChange(change, unit.plan));
  if (made === undefined) return false;
  return made.path === INVENTORY_PATHS.compressed || plan.changes.some(({ path }) => path === made.path);
}
