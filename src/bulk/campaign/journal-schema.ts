import * as v from 'valibot';
import { type JournalEntry, STAGES } from '../model/events.js';

const Text = v.string();
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Counts = v.record(Text, Count);
const Hash = v.pipe(Text, v.regex(/^[0-9a-f]{40,64}$/, 'It must be a hash in hex.'));
const Where = { at: Text, repo: Text };
const Base = v.strictObject({ branch: Text, commit: Hash });

const Target = v.strictObject({
  repo: Text,
  url: Text,
  host: Text,
  base: v.nullable(Text),
  wave: v.pipe(v.number(), v.integer(), v.minValue(1)),
  groups: v.array(Text),
  params: v.record(Text, Text),
  include: v.array(Text),
  exclude: v.array(Text),
});

const Unit = v.strictObject({
  shard: Text,
  plan: Hash,
  commit: Hash,
  tree: Hash,
  files: Count,
  added: Count,
  removed: Count,
  fixes: Count,
  shapes: v.array(Text),
  left: Counts,
});

const PullRequest = v.strictObject({
  number: Count,
  url: Text,
  state: v.picklist(['open', 'merged', 'closed']),
  checks: v.picklist(['none', 'pending', 'passed', 'failed']),
  draft: v.boolean(),
  mergeCommit: v.nullable(Text),
});

const Said = { code: Text, message: Text };
const OfUnit = { ...Where, shard: Text };

/** Every line of a journal: what is written, and what is believed when it is read. */
export const JournalEntrySchema: v.GenericSchema<unknown, JournalEntry> = v.variant('event', [
  v.strictObject({ ...Where, event: v.literal('planned'), base: Base, units: v.array(Unit) }),
  v.strictObject({ ...Where, event: v.literal('no-change'), base: Base, left: Counts }),
  v.strictObject({ ...Where, event: v.literal('skipped'), ...Said }),
  v.strictObject({ ...Where, event: v.literal('failed'), stage: v.picklist(STAGES), ...Said, transient: v.boolean() }),
  v.strictObject({ ...OfUnit, event: v.literal('needs-human'), ...Said }),
  v.strictObject({ ...OfUnit, event: v.literal('signed'), plan: Hash, commit: Hash }),
  v.strictObject({ ...OfUnit, event: v.literal('pushed'), plan: Hash, branch: Text, commit: Hash }),
  v.strictObject({ ...OfUnit, event: v.literal('patched'), plan: Hash, file: Text }),
  v.strictObject({ ...OfUnit, event: v.literal('pull-request'), pullRequest: PullRequest }),
  v.strictObject({ ...OfUnit, event: v.literal('closed'), number: Count, because: Text }),
  v.strictObject({ ...OfUnit, event: v.literal('branch-deleted'), branch: Text }),
  v.strictObject({ ...OfUnit, event: v.literal('revert-opened'), number: Count, url: Text }),
  v.strictObject({ ...OfUnit, event: v.literal('cannot-undo'), ...Said }),
  v.strictObject({ at: Text, event: v.literal('began'), verb: Text, options: v.record(Text, v.unknown()) }),
  v.strictObject({ at: Text, event: v.literal('ended'), verb: Text }),
  v.strictObject({ ...Where, event: v.literal('selected'), target: Target }),
  v.strictObject({ ...Where, event: v.literal('dropped') }),
  v.strictObject({ ...OfUnit, event: v.literal('approved'), plan: Hash }),
  v.strictObject({ ...OfUnit, event: v.literal('unapproved') }),
  v.strictObject({ ...Where, event: v.literal('narrowed'), unit: Unit }),
  v.strictObject({ ...Where, event: v.literal('intent'), stage: v.picklist(STAGES), job: Text, attempt: Count }),
  v.strictObject({ ...Where, event: v.literal('settled'), job: Text }),
  v.strictObject({ at: Text, event: v.literal('stopped'), wave: Count, reason: Text }),
]);
