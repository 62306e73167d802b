import * as v from 'valibot';
import { CodemodError } from '../../core/errors.js';
import { PUBLISHERS } from '../jobs/job.js';
import { withoutUndefined } from '../manifest/manifest-hosts.js';
import { OUTCOMES } from '../model/campaign-state.js';
import { type Pins, planCampaign } from './plan.js';
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
 * `codemod bulk resume`: goes on with the verb that was cut off. What it may have done is looked up where it may have done it.
 *
 * @returns null where none was cut off.
 * @throws CodemodError `campaign-invalid` for a journal of another version.
 */
export async function resume(context: VerbContext, pins: Pins): Promise<VerbReport | null> {
  const { unfinished } = context.campaign.state;
  if (unfinished === null) return null;
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
