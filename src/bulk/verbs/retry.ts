import type { Publisher } from '../jobs/job.js';
import type { RepositoryState } from '../model/campaign-state.js';
import type { Stage } from '../model/events.js';
import { type Pins, planCampaign } from './plan.js';
import { publish } from './publish.js';
import { runRemoteVerb } from './remote-verbs.js';
import { select } from './select.js';
import type { Selection, VerbContext, VerbReport } from './verb.js';

/** In the order in which a repository goes through them. */
const STAGES_IN_ORDER = ['plan', 'sync', 'publish', 'merge', 'close', 'undo'] as const;
type Retried = (typeof STAGES_IN_ORDER)[number];

/**
 * `codemod bulk retry`: what failed, and what needed a human, once more, from the stage where it came to its end.
 *
 * @param publisher null: as it was published last.
 */
export async function retry(
  context: VerbContext,
  selection: Selection,
  { pins, publisher }: { readonly pins: Pins; readonly publisher: Publisher | null },
): Promise<VerbReport> {
  const meant = select(context.campaign.state, selection).map(
    (repository) => [retriedStage(repository), repository.repo] as const,
  );
  let ran = 0;
  for (const stage of STAGES_IN_ORDER) {
    const repos = meant.flatMap(([own, repo]) => (own === stage ? [repo] : []));
    if (repos.length === 0 || context.signal.aborted) continue;
    const report = await runAgain(context, stage, { repos }, { pins, publisher });
    ran += report.ran;
    if (report.stopped !== null) return { ran, stopped: report.stopped };
  }
  return { ran, stopped: null };
}

/** Those of the repositories that a retry would publish. */
export function retriedByPublishing(repositories: readonly RepositoryState[]): readonly RepositoryState[] {
  return repositories.filter((repository) => retriedStage(repository) === 'publish');
}

/** Null for a repository that there is nothing to try again of. */
function retriedStage({ outcome, cause, trouble, units }: RepositoryState): Retried | null {
  if (outcome === 'failed') return cause?.stage == null ? null : stageBehind(cause.stage);
  if (trouble !== null) return stageBehind(trouble.stage);
  if (outcome !== 'needs-human') return null;
  return units.some(({ needsHuman }) => needsHuman?.code === 'merge-refused') ? 'merge' : 'publish';
}

function stageBehind(stage: Stage): Retried {
  return stage === 'sign' ? 'publish' : stage;
}

async function runAgain(
  context: VerbContext,
  stage: Retried,
  selection: Selection,
  { pins, publisher }: { readonly pins: Pins; readonly publisher: Publisher | null },
): Promise<VerbReport> {
  switch (stage) {
    case 'plan':
      return await planCampaign(context, selection, pins);
    case 'publish': {
      const as = publisher ?? context.campaign.state.publisher;
      return as === null ? { ran: 0, stopped: null } : await publish(context, { ...selection, publisher: as, again: true });
    }
    default:
      return await runRemoteVerb(stage, context, selection);
  }
}
