import { isOpenToWishes } from '../campaign/other-wish.js';
import type { RepositoryState } from '../model/campaign-state.js';
import type { CampaignEvent } from '../model/events.js';
import type { Base, Target } from '../model/target.js';
import { wishOf } from '../model/wish.js';
import { orderFor } from './order-for.js';
import { runJobs } from './run-jobs.js';
import { select, settled } from './select.js';
import type { Selection, VerbContext, VerbReport } from './verb.js';
import { withVerb } from './with-verb.js';

export interface PlanOptions extends Selection {
  /**
   * Plan repositories that have a plan too, on what their branch is now. What was merged, closed or taken back stays; planned without this
   * by another wish, what was taken back is planned anew.
   */
  readonly again?: boolean;
  /** Plan at most so many repositories. */
  readonly limit?: number;
}

/** What `targets.lock.jsonl` pins, by the key of a repository. */
export type Pins = ReadonlyMap<string, Base>;

/** Makes the selection of a campaign what its manifest says now. */
export function selectionEvents(
  known: ReadonlyMap<string, { readonly target: Target }>,
  targets: readonly Target[],
): readonly CampaignEvent[] {
  const named = new Set(targets.map(({ repo }) => repo));
  const dropped = [...known.keys()].filter((repo) => !named.has(repo));
  return [
    ...targets
      .filter((target) => JSON.stringify(known.get(target.repo)?.target) !== JSON.stringify(target))
      .map((target): CampaignEvent => ({ event: 'selected', repo: target.repo, target })),
    ...dropped.map((repo): CampaignEvent => ({ event: 'dropped', repo })),
  ];
}

/**
 * `codemod bulk plan`, `update` and `retry`: computes the change of every repository that has none yet, or has one by another wish: the spec
 * may be new, also where the run that brought it was killed before it began. Nothing is written at a remote.
 */
export async function planCampaign(context: VerbContext, options: PlanOptions, pins: Pins): Promise<VerbReport> {
  const { campaign } = context;
  const isAgain = planningAgain(campaign, options);
  const repositories = toPlan(campaign, options).slice(0, options.limit);
  const { limit, ...unlimited } = options;
  // Those of a limit are meant by their names: taken up again, it is about the same.
  const begun = limit === undefined ? unlimited : { ...unlimited, repos: repositories.map(({ repo }) => repo) };
  return await withVerb(context, options.again === true ? 'update' : 'plan', settled(campaign.state, begun), async () => {
    const ran = await runJobs(context, repositories, (repository) => {
      const base = isAgain(repository.repo) ? null : (pins.get(repository.repo) ?? null);
      const units = repository.units.filter(({ approved }) => approved !== null);
      return orderFor(campaign.spec, 'plan', repository, { base, units });
    });
    return { ran, stopped: null };
  });
}

/** Repositories that nobody has looked at yet for what the campaign asks for now. One that has failed was looked at. */
export function neverPlanned(campaign: Planned): readonly RepositoryState[] {
  const isAgain = planningAgain(campaign, {});
  return toPlan(campaign, {}).filter(({ repo, outcome }) => outcome === 'waiting' || isAgain(repo));
}

type Planned = Pick<VerbContext['campaign'], 'spec' | 'state'>;

function toPlan(campaign: Planned, options: PlanOptions): readonly RepositoryState[] {
  const isAgain = planningAgain(campaign, options);
  const { publish } = campaign.spec;
  return select(campaign.state, options).filter((repository) => {
    const { repo, outcome, cause } = repository;
    if (cause?.code === 'target-dropped') return false;
    if (!isAgain(repo)) return isUnplanned(outcome, cause?.stage ?? null);
    return isOpenToWishes(repository, publish) && !(options.again === true && outcome === 'undone');
  });
}

/** Whether a repository is planned on what its branch is now, though it has a plan. It is known before the verb begins. */
function planningAgain({ spec, state }: Planned, { again }: PlanOptions): (repo: string) => boolean {
  if (again === true) return () => true;
  const wish = wishOf(spec);
  const others = new Set([...state.wishes].flatMap(([repo, one]) => (one === wish ? [] : [repo])));
  return (repo) => others.has(repo);
}

function isUnplanned(outcome: string, stage: string | null): boolean {
  return outcome === 'waiting' || (outcome === 'failed' && stage === 'plan');
}
