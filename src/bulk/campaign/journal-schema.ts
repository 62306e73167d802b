import * as v from 'valibot';
import type { JournalEntry } from '../model/events.js';
import {
  BaseSchema,
  BranchEndSchema,
  Count,
  Counts,
  Hash,
  KnownTextsSchema,
  LeftOutSchema,
  NotesSchema,
  PlannedUnitSchema,
  PullRequestSchema,
  StageSchema,
  TargetSchema,
  Text,
} from '../model/schemas.js';

const Where = { at: Text, repo: Text };
const Said = { code: Text, message: Text };
/** Not in each journal: those of before have keys alone, and what they reject stays rejected. */
const Untold = v.optional(Text, '');
const OfUnit = { ...Where, shard: Text };

/** Every line of a journal: what is written, and what is believed when it is read. */
export const JournalEntrySchema: v.GenericSchema<unknown, JournalEntry> = v.variant('event', [
  v.strictObject({ ...Where, event: v.literal('planned'), base: BaseSchema, units: v.array(PlannedUnitSchema) }),
  v.strictObject({ ...Where, event: v.literal('no-change'), base: BaseSchema, left: Counts, plan: v.exactOptional(Hash) }),
  v.strictObject({ ...Where, event: v.literal('skipped'), ...Said }),
  v.strictObject({ ...Where, event: v.literal('failed'), stage: StageSchema, ...Said, transient: v.boolean() }),
  v.strictObject({ ...OfUnit, event: v.literal('needs-human'), ...Said }),
  v.strictObject({ ...OfUnit, event: v.literal('signed'), plan: Hash, commit: Hash }),
  v.strictObject({
    ...{ ...OfUnit, event: v.literal('pushed'), plan: Hash, branch: Text, commit: Hash },
    ownsBranch: v.exactOptional(v.boolean()),
    leftOut: v.exactOptional(LeftOutSchema),
  }),
  v.strictObject({ ...OfUnit, event: v.literal('patched'), plan: Hash, file: Text }),
  v.strictObject({
    ...{ ...OfUnit, event: v.literal('pull-request'), pullRequest: PullRequestSchema },
    texts: v.exactOptional(KnownTextsSchema),
    notes: v.exactOptional(NotesSchema),
  }),
  v.strictObject({ ...OfUnit, event: v.literal('closed'), number: Count, because: Text }),
  v.strictObject({ ...OfUnit, event: v.literal('branch-deleted'), branch: Text }),
  v.strictObject({ ...OfUnit, event: v.literal('branch-ended'), branch: Text, how: BranchEndSchema }),
  v.strictObject({ ...OfUnit, event: v.literal('revert-opened'), number: Count, url: Text }),
  v.strictObject({ ...OfUnit, event: v.literal('undone') }),
  v.strictObject({ ...OfUnit, event: v.literal('cannot-undo'), ...Said }),
  v.strictObject({
    ...{ at: Text, event: v.literal('began'), verb: Text, options: v.record(Text, v.unknown()) },
    wish: v.exactOptional(Hash),
  }),
  v.strictObject({ at: Text, event: v.literal('ended'), verb: Text }),
  v.strictObject({ ...Where, event: v.literal('selected'), target: TargetSchema }),
  v.strictObject({ ...Where, event: v.literal('dropped') }),
  v.strictObject({ ...OfUnit, event: v.literal('approved'), plan: Hash }),
  v.strictObject({ ...OfUnit, event: v.literal('unapproved') }),
  v.strictObject({ ...Where, event: v.literal('narrowed'), unit: PlannedUnitSchema }),
  v.strictObject({
    ...{ ...Where, event: v.literal('rejected'), keys: v.array(Hash) },
    ...{ hunk: Untold, codemod: Untold, path: Untold, reason: Untold },
  }),
  v.strictObject({ ...OfUnit, event: v.literal('declined'), plan: Hash, keys: v.array(Hash) }),
  v.strictObject({ ...Where, event: v.literal('reconsidered'), keys: v.array(Hash) }),
  v.strictObject({ at: Text, event: v.literal('reviewed'), until: v.string() }),
  v.strictObject({ ...Where, event: v.literal('intent'), stage: StageSchema, job: Text, attempt: Count }),
  v.strictObject({ ...Where, event: v.literal('settled'), job: Text }),
  v.strictObject({ ...Where, event: v.literal('answered') }),
  v.strictObject({ at: Text, event: v.literal('stopped'), wave: Count, reason: Text }),
]);
