import type { OpenCampaign } from '../../bulk/campaign/open-campaign.js';
import { withCampaign } from '../../bulk/campaign/with-campaign.js';
import { planCampaign } from '../../bulk/verbs/plan.js';
import { publish } from '../../bulk/verbs/publish.js';
import { close, merge, sync, undo } from '../../bulk/verbs/remote-verbs.js';
import { requireForge } from '../../bulk/verbs/require-forge.js';
import { resume } from '../../bulk/verbs/resume.js';
import { retriedByPublishing, retry } from '../../bulk/verbs/retry.js';
import { select } from '../../bulk/verbs/select.js';
import type { Selection, VerbContext, VerbReport } from '../../bulk/verbs/verb.js';
import { openTerminal } from '../terminal.js';
import { campaignAt } from './campaign-at.js';
import { finishVerb } from './finish-verb.js';
import { selectionOf, type VerbOptions } from './options.js';
import { neededPublisher, type PublisherOptions, publisherOf } from './publisher.js';
import { runWithEngine } from './run-jobs.js';

export type JobVerb = 'publish' | 'sync' | 'resume' | 'retry' | 'update' | 'merge' | 'close' | 'undo';
export type JobVerbOptions = VerbOptions & PublisherOptions;

/** A verb of a campaign whose jobs an engine carries out. @returns the exit code. */
export async function runJobVerb(verb: JobVerb, options: JobVerbOptions): Promise<number> {
  const at = campaignAt(options);
  const terminal = openTerminal(options.color, options.quiet);
  const selection = selectionOf(options);
  const publishing = verb === 'publish' ? { publisher: neededPublisher(options) } : {};
  return await withCampaign(at.root, at.name, async (campaign) => {
    const check = (): void => checkForge(verb, campaign, selection, options);
    const run = { command: `bulk ${verb}` as const, campaign, options, selection, terminal, check, ...publishing };
    const ran = await runWithEngine(run, (context) => carryOut(verb, context, selection, options));
    if (verb === 'update' || verb === 'resume' || verb === 'retry') await campaign.pin();
    return finishVerb({ command: run.command, at, view: campaign, options, terminal }, ran);
  });
}

/** Not for `resume`: what has begun cannot be refused any more. @throws CodemodError `no-forge`. */
function checkForge(verb: JobVerb, { spec, state }: OpenCampaign, selection: Selection, options: JobVerbOptions): void {
  if (verb !== 'publish' && verb !== 'retry') return;
  const again = verb === 'retry';
  const publisher = publisherOf(options) ?? (again ? state.publisher : null);
  if (publisher !== 'pull-request') return;
  const asked = select(state, selection);
  requireForge(spec, again ? retriedByPublishing(asked) : asked, again);
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
      return resume(context, context.campaign.pins());
    case 'retry':
      return retry(context, selection, { pins: context.campaign.pins(), publisher: publisherOf(options) });
  }
}
