import * as v from 'valibot';
import { Content, Count, Head, Path, Text } from './parts.js';

const Kind = v.picklist(['apply', 'undo', 'redo']);
const Codemods = v.array(v.strictObject({ name: Text, version: Text }));

const Run = v.variant('state', [
  v.strictObject({
    state: v.literal('finished'),
    run: Text,
    kind: Kind,
    of: v.nullable(Text),
    time: Text,
    codemods: Codemods,
    files: Count,
    plan: v.nullable(Text),
    standing: v.nullable(v.picklist(['applied', 'undone', 'partly-undone', 'redone'])),
    undoneBy: v.nullable(Text),
    redoneBy: v.nullable(Text),
    left: v.array(Path),
  }),
  v.strictObject({ state: v.literal('interrupted'), run: Text }),
  v.strictObject({ state: v.literal('damaged'), run: Text, message: Text }),
]);

/** `runs --json`: newest first. */
export const RunsListed = v.strictObject({ ...Head, command: v.literal('runs'), root: Text, runs: v.array(Run) });

/** A file that goes back, or comes again; null for no file. */
const Deed = v.strictObject({
  kind: v.picklist(['modify', 'create', 'delete', 'rename']),
  path: Path,
  to: v.optional(Path),
  before: v.nullable(Content),
  after: v.optional(v.nullable(Content)),
  diff: Text,
  patch: v.optional(Text),
});

/** A file that is not as the run left it. */
const Conflict = v.strictObject({
  path: Path,
  reason: Text,
  message: Text,
  changedBy: v.nullable(v.strictObject({ run: Text, kind: Kind, application: Text, isExact: v.boolean() })),
  diff: Text,
});

/** `undo --json` and `redo --json`. */
export const Reversed = v.strictObject({
  ...Head,
  command: v.picklist(['undo', 'redo']),
  mode: v.picklist(['dry-run', 'undo', 'redo']),
  run: v.nullable(Text),
  root: Text,
  kind: v.picklist(['undo', 'redo']),
  of: Text,
  planId: v.nullable(Text),
  codemods: Codemods,
  refused: v.nullable(v.strictObject({ code: Text, message: Text })),
  changes: v.array(Deed),
  alreadySo: v.array(Path),
  aside: v.array(Path),
  conflicts: v.array(Conflict),
});
