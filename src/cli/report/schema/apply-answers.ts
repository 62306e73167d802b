import * as v from 'valibot';
import { TARGET_ROLES } from '../../../core/recipe.js';
import {
  Change,
  Count,
  Counts,
  Hash,
  Head,
  Left,
  Line,
  Outcome,
  OutcomeMembers,
  Path,
  PlannedCodemod,
  Project,
  Pruned,
  Text,
} from './parts.js';

const Applied = { ...Head, command: v.literal('apply') };

const Run = {
  mode: v.picklist(['dry-run', 'check', 'apply']),
  /** Null when nothing was written. */
  run: v.nullable(Text),
  root: Text,
  planId: Hash,
};

const OfCodemod = {
  ...Run,
  counts: Counts,
  codemods: v.array(PlannedCodemod),
  project: Project,
  pruned: v.array(Pruned),
  stats: v.record(Text, v.number()),
  judges: v.array(Text),
  unjudged: v.array(v.strictObject({ path: Path, reason: Text })),
};

/** `apply <codemod> --json`. */
export const CodemodApplied = v.strictObject({
  ...Applied,
  ...OfCodemod,
  changes: v.array(Change),
  outcomes: v.array(Outcome),
});

const OfPlan = {
  ...Run,
  counts: v.nullable(Counts),
  /** Hunks. */
  decided: v.strictObject({ accepted: Count, rejected: Count, undecided: Count }),
  codemods: v.array(PlannedCodemod),
  left: v.array(Left),
};

/** `apply plan.json --json`. */
export const PlanApplied = v.strictObject({ ...Applied, ...OfPlan, changes: v.array(Change) });

const Role = v.picklist(TARGET_ROLES);
export const Targets = v.array(v.strictObject({ role: Role, path: Path, line: Line, reason: Text }));

export const Matrix = v.array(
  v.strictObject({
    phase: Text,
    area: Text,
    action: Text,
    state: v.picklist(['in place', 'to do', 'open', 'skipped', 'deferred', 'failed']),
    detail: Text,
    code: v.nullable(Text),
  }),
);

export const Next = v.array(v.strictObject({ priority: v.picklist(['high', 'medium', 'low']), text: Text }));

/** A step runs a codemod or a command; what it came to depends on its kind. */
export const Step = v.strictObject({
  id: Text,
  phase: Text,
  area: Text,
  codemod: v.optional(Text),
  command: v.optional(Text),
  kind: Text,
  counts: v.optional(Counts),
  outcomes: v.optional(v.array(Outcome)),
  project: v.optional(Project),
  reason: v.optional(Text),
});

const OfRecipe = {
  recipe: v.strictObject({ name: Text, version: Text }),
  ...Run,
  codemods: v.array(PlannedCodemod),
  targets: Targets,
  missing: v.array(v.strictObject({ role: Role, code: Text, message: Text, question: Text })),
  matrix: Matrix,
  next: Next,
};

/** `apply <recipe> --json`. */
export const RecipeApplied = v.strictObject({
  ...Applied,
  ...OfRecipe,
  changes: v.array(Change),
  steps: v.array(Step),
});

const Streamed = { ...Head, command: v.picklist(['apply', 'plan']) };

/** The lines of `--json-lines`: what became of a file, or of a step of a recipe, each when it is known. */
export const FileEvent = v.strictObject({ ...Streamed, event: v.literal('file'), ...OutcomeMembers });
export const StepEvent = v.strictObject({ ...Streamed, event: v.literal('step'), step: Step });
export const ChangeEvent = v.strictObject({ ...Streamed, event: v.literal('change'), change: Change });

/** The last one: what `--json` has beside the files, steps and changes, and how many changes there were. */
const Ended = { ...Streamed, event: v.literal('end'), changes: Count };
export const CodemodEnd = v.strictObject({ ...Ended, ...OfCodemod });
export const RecipeEnd = v.strictObject({ ...Ended, ...OfRecipe });
export const PlanEnd = v.strictObject({ ...Ended, ...OfPlan });
