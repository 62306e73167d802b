import * as v from 'valibot';
import { repositories } from '../../core/count-of.js';
import { CodemodError } from '../../core/errors.js';
import { quoted } from '../../core/quoted.js';
import { PUBLISHERS } from '../jobs/job.js';
import { withoutUndefined } from '../manifest/manifest-hosts.js';
import { type CampaignState, OUTCOMES } from '../model/campaign-state.js';
import { neverPlanned, type Pins, planCampaign } from './plan.js';
import { publish } from './publish.js';
import { isRemoteVerb, runRemoteVerb } from './remote-verbs.js';
import type { VerbContext, VerbReport } from './verb.js';

const Texts = v.optional(v.array(v.string()));
/** What verbs are called with, as the journal has it. What they were not called with is not there. */
const OptionsSchema = v.object({
  repos: Texts,
  groups: Texts,
  waves: v.optional(v.array(v.number())),
  shapes: Texts,
  outcomes: v.optional(v.array(v.picklist(OUTCOMES))),
  codes: Texts,
  publisher: v.optional(v.picklist(PUBLISHERS)),
  again: v.optional(v.boolean()),
  limit: v.optional(v.number()),
});

/**
 * `codemod bulk resume`: goes on with the verb that was cut off; what it may have done is looked up where it may have done it. Where none
 * was, with what nobody has looked at yet. What has failed is for `retry`.
 *
 * @throws CodemodError `campaign-invalid` for a journal of another version.
 */
export async function resume(context: VerbContext, pins: Pins): Promise<VerbReport> {
  const { unfinished } = context.campaign.state;
  return unfinished === null ? await goOn(context, pins) : await takeUp(context, pins, unfinished);
}

async function goOn(context: VerbContext, pins: Pins): Promise<VerbReport> {
  const repos = neverPlanned(context.campaign).map(({ repo }) => repo);
  const report = repos.length === 0 ? { ran: 0, stopped: null } : await planCampaign(context, { repos }, pins);
  const stopped = report.stopped ?? unknownEnds(context.campaign.state);
  return repos.length === 0 && stopped === null ? { ...report, idle: 'Nothing was cut off.' } : { ...report, stopped };
}

/**
 * Jobs that were cut off, and that no verb has come to since: a later one has stopped before it, or was to take it back. So they are told,
 * and not carried out: whoever names the repository says which it is. The verbs that are named here look at the remote first.
 *
 * @returns a sentence or two; null where there is none.
 */
function unknownEnds({ repositories: all }: CampaignState): string | null {
  const open = [...all.values()].flatMap(({ repo, intent }) => (intent === null ? [] : [{ repo, stage: intent.stage }]));
  const [first] = open;
  if (first === undefined) return null;
  const more = open.length === 1 ? '' : ` (and of ${repositories(open.length - 1)} more)`;
  const verbs = first.stage === 'publish' ? 'publish, close or undo' : first.stage;
  return `How a job of ${first.stage} ended is not known of ${first.repo}${more}: it was cut off, and no verb has come to it since. Run ${verbs} with --repo ${quoted(first.repo)}: it looks there first.`;
}

async function takeUp(
  context: VerbContext,
  pins: Pins,
  unfinished: NonNullable<CampaignState['unfinished']>,
): Promise<VerbReport> {
  const read = v.safeParse(OptionsSchema, unfinished.options);
  if (!read.success) throw unreadable(unfinished.verb);
  const { publisher, limit, again, ...all } = read.output;
  const selection = withoutUndefined(all);
  const limited = limit === undefined ? {} : { limit };
  switch (unfinished.verb) {
    case 'plan':
      return await planCampaign(context, { ...selection, ...limited }, pins);
    case 'update':
      return await planCampaign(context, { ...selection, ...limited, again: true }, pins);
    case 'publish':
      if (publisher === undefined) throw unreadable(unfinished.verb);
      return await publish(context, { ...selection, publisher, again: again === true });
    default:
      if (isRemoteVerb(unfinished.verb)) return await runRemoteVerb(unfinished.verb, context, selection);
      throw unreadable(unfinished.verb);
  }
}

function unreadable(verb: string): CodemodError {
  return new CodemodError(
    'campaign-invalid',
    `The journal tells of "${verb}", which this version cannot take up. Use the one that began it.`,
  );
}
