import * as v from 'valibot';
import { JournalEntrySchema } from '../../../bulk/campaign/journal-schema.js';
import { PUBLISHERS } from '../../../bulk/jobs/job.js';
import { OUTCOMES } from '../../../bulk/model/campaign-state.js';
import { STAGES } from '../../../bulk/model/events.js';
import { Count, Head, Line, Path, Text } from './parts.js';

const Outcome = v.picklist(OUTCOMES);
const Counts = v.strictObject({
  ...{ selected: Count, waiting: Count, planned: Count, 'no-change': Count, skipped: Count, 'needs-human': Count },
  ...{ pushed: Count, 'pr-open': Count, merged: Count, 'closed-by-human': Count, undone: Count, failed: Count },
});

/** How a campaign stands. */
export const BulkOverview = v.strictObject({
  campaign: Text,
  asked: Text,
  branch: Text,
  /** More than `counts.selected` where only some of its repositories were asked about. */
  inCampaign: Count,
  counts: Counts,
  approved: Count,
  partlyApproved: Count,
  toPublish: Count,
  toApprove: Count,
  toOffer: Count,
  toPlanAnew: Count,
  rejected: Count,
  partlyOut: Count,
  toApproveAnew: Count,
  toPublishAnew: Count,
  toDo: v.array(v.strictObject({ outcome: Outcome, toApprove: Count, toPublish: Count })),
  publisher: v.nullable(v.picklist(PUBLISHERS)),
  hasForge: v.boolean(),
  files: Count,
  added: Count,
  removed: Count,
  waves: v.array(
    v.strictObject({
      ...{ wave: Line, selected: Count, changed: Count, approved: Count, published: Count, merged: Count, failed: Count },
      ...{ closed: Count, red: Count, toApprove: Count, toPublish: Count, stops: v.boolean() },
    }),
  ),
  causes: v.array(
    v.strictObject({
      outcome: v.picklist(['failed', 'needs-human', 'skipped', 'dropped']),
      code: Text,
      transient: v.boolean(),
      message: Text,
      repos: v.array(Text),
    }),
  ),
  left: v.array(v.strictObject({ code: Text, places: Count, repos: v.array(Text) })),
  pullRequests: v.strictObject({
    ...{ open: Count, passed: Count, pending: Count, failing: Count, lacking: Count, merged: Count, closed: Count },
    ...{ reason: v.nullable(Text), otherReasons: Count },
  }),
  patches: Count,
  undone: v.strictObject({ takenBack: Count, reverting: Count, closed: Count }),
  reverts: v.array(Text),
  cannotUndo: v.array(v.strictObject({ repo: Text, code: Text, message: Text })),
  stopped: v.nullable(v.strictObject({ wave: Count, reason: Text })),
  running: v.nullable(v.strictObject({ verb: v.nullable(Text), process: v.nullable(Count), host: v.nullable(Text) })),
  unfinished: v.nullable(Text),
});

/** One repository. */
export const BulkRepository = v.strictObject({
  repo: Text,
  outcome: Outcome,
  wave: Line,
  groups: v.array(Text),
  base: v.nullable(v.strictObject({ branch: Text, commit: Text })),
  cause: v.nullable(v.strictObject({ code: Text, message: Text, stage: v.nullable(v.picklist(STAGES)), transient: v.boolean() })),
  ...{ files: Count, added: Count, removed: Count, fixes: Count, left: v.record(Text, Count) },
  approved: v.picklist(['none', 'part', 'all']),
  newPlan: v.boolean(),
  parts: v.array(v.strictObject({ shard: Text, outcome: Outcome, rejected: v.boolean(), branch: v.nullable(Text) })),
  branches: v.array(Text),
  patches: v.array(Path),
  pullRequests: v.array(
    v.strictObject({
      shard: Text,
      number: Count,
      url: Text,
      state: v.picklist(['open', 'merged', 'closed']),
      checks: v.picklist(['none', 'pending', 'passed', 'failed']),
      draft: v.boolean(),
      notes: v.array(Text),
    }),
  ),
  reverts: v.array(Text),
  cannotUndo: v.array(v.strictObject({ code: Text, message: Text })),
  at: Text,
});

const Shape = v.strictObject({
  shape: Text,
  repos: v.array(Text),
  alone: Count,
  hunks: v.nullable(Count),
  example: v.nullable(
    v.strictObject({
      ...{ repo: Text, path: Path, codemod: Text, reason: Text, applicability: v.picklist(['manual', 'unsafe', 'safe']) },
      parts: v.array(
        v.strictObject({ oldStart: Count, oldLines: Count, newStart: Count, newLines: Count, lines: v.array(Text) }),
      ),
    }),
  ),
});

/** Something that is left to a person. Without a message, no plan tells where its `count` places are. */
const LeftPlace = v.strictObject({
  ...{ repo: Text, code: Text, path: v.nullable(Path), line: v.nullable(Line), message: Text, count: Count },
});

const Of = { campaign: Text, folder: Text, overview: BulkOverview };

const Worked = { ...Of, ran: Count, stoppedBecause: v.nullable(Text), exitCode: Count };
const WORKING = v.picklist([
  ...(['bulk plan', 'bulk publish', 'bulk sync', 'bulk resume', 'bulk retry'] as const),
  ...(['bulk update', 'bulk merge', 'bulk close', 'bulk undo'] as const),
]);

/** Verbs with jobs: what they came to. */
export const BulkWorked = v.strictObject({ ...Head, command: WORKING, ...Worked });
/** With `--json-lines`: each line of the journal, then the end. */
export const BulkEntry = v.strictObject({ ...Head, command: WORKING, event: v.literal('entry'), entry: JournalEntrySchema });
export const BulkEnd = v.strictObject({ ...Head, command: WORKING, event: v.literal('end'), ...Worked });

const Rows = { ...Of, repositories: v.array(BulkRepository) };
export const BulkShown = v.strictObject({
  ...{ ...Head, command: v.literal('bulk show'), ...Rows },
  /** Null where it is not grouped so. */
  shapes: v.nullable(v.array(Shape)),
  /** In the order of the repositories. */
  leftPlaces: v.array(LeftPlace),
});
export const BulkStatusTold = v.strictObject({ ...Head, command: v.literal('bulk status'), ...Rows, exitCode: Count });
export const BulkExported = v.strictObject({ ...Head, command: v.literal('bulk export'), ...Rows });
export const BulkApproved = v.strictObject({
  ...{ ...Head, command: v.literal('bulk approve'), ...Of },
  ...{ revoked: v.boolean(), units: Count, repositories: Count, inPart: Count, rejected: Count, otherWish: Count },
});
const Rejected = v.strictObject({ repo: Text, id: Text, codemod: Text, path: Text, reason: Text, time: Text });
export const BulkDecisionsListed = v.strictObject({
  ...{ ...Head, command: v.literal('bulk decisions'), campaign: Text, folder: Text },
  rejected: v.array(Rejected),
  forgotten: v.array(Rejected),
});
export const BulkListed = v.strictObject({
  ...{ ...Head, command: v.literal('bulk list'), root: Text },
  campaigns: v.array(v.strictObject({ name: Text, asked: Text, counts: Counts })),
});
/** As soon as the page can be opened. */
export const BulkServed = v.strictObject({
  ...{ ...Head, command: v.literal('bulk serve'), campaign: Text, folder: Text },
  /** What a browser opens; the token is behind its `#`. */
  url: Text,
  /** The header `x-codemod-token` of a request for data; who knows it can look at the campaign. */
  token: Text,
});
export const BulkBegun = v.strictObject({ ...Head, command: v.literal('bulk init'), written: Text });
