import type { Tree } from '../../../trees/tree.js';
import { ownersOfAll } from '../../codeowners/code-owners.js';
import { reviewersOf } from '../../codeowners/owner-rules.js';
import type { CampaignSpec } from '../../model/campaign-spec.js';
import { DEFAULT_BODY, DEFAULT_TITLE, newsComment, pullRequestText } from '../../publishing/pull-request-text.js';
import type { Order } from '../job.js';
import type { JobRun } from '../job-run.js';
import { codeOwnersOf } from '../plan/code-owners-of.js';
import type { Services } from '../services.js';
import { keptPlan, planOfBefore } from './kept-plan.js';
import type { Offer } from './offer-unit.js';
import type { ApprovedUnit } from './unit-commit.js';

/** The pull request of a unit: its text out of the plan, and its reviewers out of the base commit's CODEOWNERS where asked for. */
export async function offerOf(
  run: JobRun,
  { spec, target, host }: Order,
  { store }: Services,
  tree: Tree,
  unit: ApprovedUnit,
  { head, base }: { readonly head: string; readonly base: string },
): Promise<Offer> {
  const { plan, images } = await keptPlan(run, store, unit.approved);
  const { draft, labels, reviewers, assignees, codeowners } = spec.publish;
  const facts = { campaign: spec.name, repo: target.repo, base, shard: unit.shard, plan, images, summary: spec.summary };
  const text = pullRequestText(templatesOf(spec), facts);
  const textOf = async (id: string) => {
    const kept = await planOfBefore(store, id);
    return kept === null ? null : pullRequestText(templatesOf(spec), { ...facts, ...kept });
  };
  const owners = codeowners ? await codeOwnersOf(tree, host.forge) : null;
  const owning =
    owners === null
      ? []
      : reviewersOf(
          ownersOfAll(
            owners,
            plan.changes.map(({ path }) => path),
          ),
        );
  const all = [...new Set([...reviewers, ...owning])];
  const marker = { campaign: spec.name, plan: unit.approved, shard: unit.shard };
  return {
    shard: unit.shard,
    head,
    base,
    ...text,
    marker,
    textOf,
    news: newsComment(facts),
    draft,
    labels,
    reviewers: all,
    assignees,
  };
}

/** Empty ones stand for the toolkit's own. */
function templatesOf({ publish }: CampaignSpec): { readonly title: string; readonly body: string } {
  return { title: publish.title || DEFAULT_TITLE, body: publish.body || DEFAULT_BODY };
}
