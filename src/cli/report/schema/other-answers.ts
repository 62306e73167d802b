import * as v from 'valibot';
import { Matrix, Next, Targets } from './apply-answers.js';
import {
  Change,
  CodeDoc,
  Count,
  Counts,
  Hash,
  Head,
  Left,
  Params,
  ParamValue,
  Path,
  PlannedCodemod,
  Position,
  Pruned,
  Range,
  Text,
} from './parts.js';

/** What ended a command. `command` is missing where none is known by what was typed. */
export const Failed = v.strictObject({
  ...Head,
  command: v.optional(Text),
  error: v.strictObject({ code: Text, message: Text, path: v.nullable(Text), exitCode: Count }),
});

export const Listed = v.strictObject({
  ...Head,
  command: v.literal('list'),
  codemods: v.array(v.strictObject({ name: Text, version: Text, languages: v.array(Text), summary: Text })),
  recipes: v.array(v.strictObject({ name: Text, version: Text, summary: Text, steps: v.array(Text) })),
});

const Shown = { ...Head, command: v.literal('show') };

export const CodemodShown = v.strictObject({
  ...Shown,
  codemod: v.strictObject({
    name: Text,
    version: Text,
    summary: Text,
    languages: v.array(Text),
    params: Params,
    codes: v.record(Text, CodeDoc),
    readme: v.nullable(Text),
  }),
});

export const RecipeShown = v.strictObject({
  ...Shown,
  recipe: v.strictObject({
    name: Text,
    version: Text,
    summary: Text,
    params: Params,
    steps: v.array(
      v.strictObject({
        id: Text,
        phase: Text,
        area: Text,
        run: v.strictObject({ kind: v.picklist(['codemod', 'command']), name: Text }),
        with: v.record(Text, v.union([ParamValue, v.null()])),
        when: v.nullable(Text),
        needs: v.array(Text),
      }),
    ),
  }),
});

/** `show plan.json --format json`. */
export const PlanShown = v.strictObject({
  ...Shown,
  plan: v.strictObject({
    id: Hash,
    tool: Text,
    asked: v.strictObject({ kind: v.picklist(['codemod', 'recipe', 'command']), name: Text, params: v.record(Text, Text) }),
    codemods: v.array(PlannedCodemod),
    options: v.strictObject({
      threshold: v.picklist(['safe', 'unsafe']),
      paths: v.array(Path),
      include: v.array(Text),
      exclude: v.array(Text),
      noIgnore: v.boolean(),
      maxSize: Count,
      foreign: v.exactOptional(
        v.strictObject({ keepFormatting: v.exactOptional(v.boolean()), verifyIdempotent: v.exactOptional(v.boolean()) }),
      ),
    }),
    root: Text,
    head: v.nullable(Text),
    counts: v.nullable(Counts),
    exitCode: Count,
    changes: v.array(Change),
    left: v.array(Left),
  }),
});

export const Explained = v.strictObject({
  ...Head,
  command: v.literal('explain'),
  codes: v.array(v.strictObject({ code: Text, doc: CodeDoc, codemod: v.nullable(Text) })),
});

const Problems = v.array(v.strictObject({ kind: v.picklist(['failed', 'skipped']), path: Path, code: Text, message: Text }));
const Placed = { ...Range, from: Position, to: Position };

export const Queried = v.strictObject({
  ...Head,
  command: v.literal('query'),
  counts: Counts,
  matches: v.array(v.strictObject({ path: Path, captures: v.array(v.strictObject({ capture: Text, ...Placed, text: Text })) })),
  problems: Problems,
});

export const TreeShown = v.strictObject({
  ...Head,
  command: v.literal('tree'),
  nodes: v.array(v.strictObject({ type: Text, field: v.nullable(Text), depth: Count, ...Placed, text: v.nullable(Text) })),
  problems: Problems,
});

export const StatusTold = v.strictObject({
  ...Head,
  command: v.literal('status'),
  recipe: Text,
  root: Text,
  targets: Targets,
  matrix: Matrix,
  next: Next,
});

const Rejected = v.strictObject({ id: Text, codemod: Text, path: Path, reason: Text, time: Text });

export const DecisionsListed = v.strictObject({
  ...Head,
  command: v.literal('decisions'),
  root: Text,
  rejected: v.array(Rejected),
  forgotten: v.array(Rejected),
});

const PathOnly = v.strictObject({ path: Path });

export const InventoryTaken = v.strictObject({
  ...Head,
  command: v.literal('inventory'),
  root: Text,
  summary: v.strictObject({
    files: Count,
    bytes: Count,
    rows: v.array(v.strictObject({ role: Text, language: v.nullable(Text), files: Count, bytes: Count })),
  }),
  written: v.nullable(v.strictObject({ path: Path, changed: v.boolean() })),
  upToDate: v.nullable(v.boolean()),
  diff: v.nullable(
    v.strictObject({
      added: v.array(PathOnly),
      removed: v.array(PathOnly),
      changed: v.array(v.strictObject({ path: Path, fields: v.array(Text) })),
      moved: v.array(v.strictObject({ from: Path, to: Path })),
    }),
  ),
  failures: v.array(v.strictObject({ path: Path, code: Text, message: Text })),
  pruned: v.array(Pruned),
});

const Secret = v.strictObject({
  file: Path,
  line: v.nullable(v.number()),
  type: Text,
  /** The first digits of the secret's hash. */
  hash: Text,
  is_secret: v.nullable(v.boolean()),
});

export const SecretsCompared = v.strictObject({
  ...Head,
  command: v.literal('secrets diff'),
  drifted: v.boolean(),
  added: v.array(Secret),
  removed: v.array(Secret),
  moved: v.array(v.strictObject({ from: Secret, to: Secret })),
});
