import * as v from 'valibot';
import type { OpenCampaign } from '../../bulk/campaign/open-campaign.js';
import { withCampaign } from '../../bulk/campaign/with-campaign.js';
import { OUTCOMES } from '../../bulk/model/campaign-state.js';
import type { Stage } from '../../bulk/model/events.js';
import { planCampaign } from '../../bulk/verbs/plan.js';
import { publish } from '../../bulk/verbs/publish.js';
import { close, merge, sync, undo } from '../../bulk/verbs/remote-verbs.js';
import { select } from '../../bulk/verbs/select.js';
import type { Selection, VerbContext, VerbReport } from '../../bulk/verbs/verb.js';
import { CodemodError } from '../../core/errors.js';
import { openTerminal } from '../terminal.js';
import { campaignAt } from './campaign-at.js';
import { finishVerb } from './finish-verb.js';
import { selectionOf, type VerbOptions } from './options.js';
import { neededPublisher, type PublisherOptions } from './publisher.js';
import { runWithEngine } from './run-jobs.js';

export type JobVerb = 'publish' | 'sync' | 'resume' | 'retry' | 'update' | 'merge' | 'close' | 'undo';
export type JobVerbOptions = VerbOptions & PublisherOptions;

/** A verb of a campaign whose jobs an engine carries out. @returns the exit code. */
export async function runJobVerb(verb: JobVerb, options: JobVerbOptions): Promise<number> {
  const at = campaignAt(options);
  const terminal = openTerminal(options.color, options.quiet);
  const selection = selectionOf(options);
  if (verb === 'publish') neededPublisher(options);
  return await withCampaign(at.root, at.name, async (campaign) => {
    const run = { command: `bulk ${verb}` as const, campaign, options, selection, terminal };
    const ran = await runWithEngine(run, (context) => carryOut(verb, context, selection, options));
    if (verb === 'update' || verb === 'resume' || verb === 'retry') await campaign.pin();
    return finishVerb({ command: run.command, at, view: campaign, options, terminal }, ran);
  });
}

function carryOut(verb: JobVerb, context: VerbContext, selection: Selection, options: JobVerbOptions): Promise<VerbReport> {
  switch (verb) {
    case 'publish':
      return publish(context, { ...selection, publisher: neededPublisher(options) });
    case 'update':
      return planCampaign(context, { ...selection, again: true }, context.campaign.pins());
    case 'sync':
      return sync(context, selection);
    case 'merge':
      return merge(context, selection);
    case 'close':
      return close(context, selection);
    case 'undo':
      return undo(context, selection);
    case 'resume':
      return resume(context);
    case 'retry':
      return retry(context, selection, options);
  }
}

const Texts = v.array(v.string());
/** What verbs write down of themselves when they begin. */
const Begun = v.strictObject({
  repos: v.exactOptional(Texts),
  groups: v.exactOptional(Texts),
  waves: v.exactOptional(v.array(v.number())),
  shapes: v.exactOptional(Texts),
  outcomes: v.exactOptional(v.array(v.picklist(OUTCOMES))),
  codes: v.exactOptional(Texts),
  publisher: v.exactOptional(v.picklist(['branch', 'pull-request', 'patch'])),
  again: v.exactOptional(v.boolean()),
  limit: v.exactOptional(v.number()),
});

/** Goes on with the verb that was cut off, as it was called; else with what was not looked at yet. */
async function resume(context: VerbContext): Promise<VerbReport> {
  const { state } = context.campaign;
  if (state.unfinished === null) return await planCampaign(context, {}, context.campaign.pins());
  const { verb, options } = state.unfinished;
  const parsed = v.safeParse(Begun, options);
  if (!parsed.success) throw cannotResume(verb);
  const { publisher, again, limit, ...selection } = parsed.output;
  const pins = context.campaign.pins();
  switch (verb) {
    case 'plan':
    case 'update':
      return await planCampaign(
        context,
        { ...selection, ...(again === undefined ? {} : { again }), ...(limit === undefined ? {} : { limit }) },
        pins,
      );
    case 'publish':
      if (publisher === undefined) throw cannotResume(verb);
      return await publish(context, { ...selection, publisher });
    case 'sync':
      return await sync(context, selection);
    case 'merge':
      return await merge(context, selection);
    case 'close':
      return await close(context, selection);
    case 'undo':
      return await undo(context, selection);
    default:
      throw cannotResume(verb);
  }
}

function cannotResume(verb: string): CodemodError {
  return new CodemodError(
    'campaign-invalid',
    `The journal tells of a verb "${verb}" in a form that is not known here. Run it again yourself.`,
  );
}

/** Stages in the order in which a repository goes through them. */
const RETRIED: readonly Stage[] = ['plan', 'sync', 'sign', 'publish', 'merge', 'close', 'undo'];

/** Runs again, for each repository that failed, the stage that it failed in. */
async function retry(context: VerbContext, selection: Selection, options: JobVerbOptions): Promise<VerbReport> {
  const failed = failedByStage(context.campaign, selection);
  const needsPublisher = failed.has('publish') || failed.has('sign');
  const publisher = needsPublisher ? neededPublisher(options) : 'branch';
  let ran = 0;
  for (const stage of RETRIED) {
    const repos = failed.get(stage);
    if (repos === undefined || context.signal.aborted) continue;
    const report = await retryStage(stage, context, { repos }, publisher);
    ran += report.ran;
    if (report.stopped !== null) return { ran, stopped: report.stopped };
  }
  return { ran, stopped: null };
}

function failedByStage({ state }: OpenCampaign, selection: Selection): ReadonlyMap<Stage, readonly string[]> {
  const failed = new Map<Stage, string[]>();
  for (const { repo, outcome, cause } of select(state, selection)) {
    if (outcome !== 'failed' || cause?.stage == null) continue;
    const repos = failed.get(cause.stage) ?? [];
    failed.set(cause.stage, repos);
    repos.push(repo);
  }
  return failed;
}

function retryStage(
  stage: Stage,
  context: VerbContext,
  selection: Selection,
  publisher: Parameters<typeof publish>[1]['publisher'],
): Promise<VerbReport> {
  switch (stage) {
    case 'plan':
      return planCampaign(context, selection, context.campaign.pins());
    case 'sync':
      return sync(context, selection);
    case 'sign':
    case 'publish':
      return publish(context, { ...selection, publisher });
    case 'merge':
      return merge(context, selection);
    case 'close':
      return close(context, selection);
    case 'undo':
      return undo(context, selection);
  }
}
