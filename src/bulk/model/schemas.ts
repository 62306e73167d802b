import * as v from 'valibot';
import { FORGE_KINDS } from '../hosts/host-settings.js';
import { STAGES } from './events.js';

export const Text = v.string();
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const Counts = v.record(Text, Count);
export const Hash = v.pipe(Text, v.regex(/^[0-9a-f]{40,64}$/, 'It must be a hash in hex.'));
export const BaseSchema = v.strictObject({ branch: Text, commit: Hash });

export const TargetSchema = v.strictObject({
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

export const PlannedUnitSchema = v.strictObject({
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

export const PullRequestSchema = v.strictObject({
  number: Count,
  url: Text,
  state: v.picklist(['open', 'merged', 'closed']),
  checks: v.picklist(['none', 'pending', 'passed', 'failed']),
  draft: v.boolean(),
  mergeCommit: v.nullable(Text),
});

export const KnownTextsSchema = v.strictObject({ title: v.nullable(Hash), body: v.nullable(Hash) });

/** Bounded here as well: a worker's answer is what others may have written. */
export const NotesSchema = v.pipe(v.array(v.pipe(v.string(), v.maxLength(2_000))), v.maxLength(100));

/** Bounded for the same reason. */
export const LeftOutSchema = v.pipe(v.array(v.strictObject({ path: v.nullable(Text), count: Count })), v.maxLength(100));

export const BranchEndSchema = v.picklist(['merged', 'deleted']);

export const StageSchema = v.picklist(STAGES);

const CauseSchema = v.strictObject({ code: Text, message: Text, transient: v.boolean() });

export const UnitStateSchema = v.strictObject({
  shard: Text,
  planned: v.nullable(PlannedUnitSchema),
  approved: v.nullable(Hash),
  declined: v.nullable(v.strictObject({ plan: Hash, keys: v.array(Hash) })),
  signed: v.nullable(v.strictObject({ plan: Hash, commit: Hash })),
  pushed: v.nullable(v.strictObject({ branch: Text, commit: Hash, plan: Hash, ownsBranch: v.exactOptional(v.boolean()) })),
  leftOut: LeftOutSchema,
  ended: v.nullable(BranchEndSchema),
  patch: v.nullable(Text),
  pullRequest: v.nullable(PullRequestSchema),
  texts: v.nullable(KnownTextsSchema),
  notes: NotesSchema,
  closed: v.nullable(Text),
  revert: v.nullable(v.strictObject({ number: Count, url: Text })),
  needsHuman: v.nullable(CauseSchema),
  cannotUndo: v.nullable(CauseSchema),
  ours: v.array(Hash),
});

export const HostSettingsSchema = v.strictObject({
  host: Text,
  forge: v.nullable(v.picklist(FORGE_KINDS)),
  api: v.nullable(Text),
  token: v.nullable(Text),
  user: Text,
  allowHttp: v.boolean(),
  pace: v.strictObject({
    perMinute: v.number(),
    perHour: v.number(),
    connections: v.number(),
    openPullRequests: v.nullable(v.number()),
    hours: v.nullable(Text),
    days: v.nullable(v.array(Text)),
  }),
});
