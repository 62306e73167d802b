import type { Order } from '../jobs/job.js';
import type { RepositoryState, UnitState } from '../model/campaign-state.js';
import type { Stage } from '../model/events.js';
import { FailureShare } from './failure-share.js';
import { orderFor } from './order-for.js';
import { runJobs } from './run-jobs.js';
import { select, settled } from './select.js';
import type { Selection, VerbContext, VerbReport } from './verb.js';
import { withVerb } from './with-verb.js';

/** `codemod bulk sync`: how branches and pull requests stand at their hosts. */
export function sync(context: VerbContext, selection: Selection): Promise<VerbReport> {
  return runStage(context, 'sync', selection, isOut);
}

/** `codemod bulk merge`: pull requests that nothing stands against. */
export function merge(context: VerbContext, selection: Selection): Promise<VerbReport> {
  return runStage(context, 'merge', selection, ({ pullRequest }) => pullRequest?.state === 'open');
}

/** `codemod bulk close`: pull requests are closed with a word, branches stay. */
export function close(context: VerbContext, selection: Selection): Promise<VerbReport> {
  return runStage(context, 'close', selection, ({ pullRequest }) => pullRequest?.state === 'open');
}

/** `codemod bulk undo`: pull requests are closed, branches deleted, what was merged is offered back as a revert. */
export function undo(context: VerbContext, selection: Selection): Promise<VerbReport> {
  return runStage(context, 'undo', selection, (unit) => isOut(unit) && unit.revert === null);
}

/** By their names, as the journal and a stage have them. */
const REMOTE_VERBS = { sync, merge, close, undo } as const;
export type RemoteVerb = keyof typeof REMOTE_VERBS;

export function isRemoteVerb(verb: string): verb is RemoteVerb {
  return Object.hasOwn(REMOTE_VERBS, verb);
}

export function runRemoteVerb(verb: RemoteVerb, context: VerbContext, selection: Selection): Promise<VerbReport> {
  return REMOTE_VERBS[verb](context, selection);
}

function isOut({ pushed, pullRequest }: UnitState): boolean {
  return pushed !== null || pullRequest !== null;
}

/** True where a job was cut off whose work is to be taken up, or, by what takes things back, to be taken back. */
function mayHaveLeft(stage: Stage, cutOff: Stage | null): boolean {
  return cutOff === stage || (cutOff === 'publish' && (stage === 'close' || stage === 'undo'));
}

async function runStage(
  context: VerbContext,
  stage: Stage,
  selection: Selection,
  isMeant: (unit: UnitState) => boolean,
): Promise<VerbReport> {
  return await withVerb(context, stage, settled(context.campaign.state, selection), async () => {
    const failures = new FailureShare(context.campaign.spec.waves.stopAt);
    const next = (repository: RepositoryState): Order | null => {
      const units = repository.units.filter(isMeant);
      const isDangling = mayHaveLeft(stage, repository.intent?.stage ?? null);
      if (units.length === 0 && !isDangling) return null;
      return orderFor(context.campaign.spec, stage, repository, { units: isDangling ? repository.units : units });
    };
    const ran = await runJobs(context, select(context.campaign.state, selection), next, failures);
    return { ran, stopped: failures.reason() };
  });
}
