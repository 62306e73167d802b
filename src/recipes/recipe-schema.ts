import * as v from 'valibot';
import { COMMAND_STEPS, TARGET_ROLES } from '../core/recipe.js';

/** The name of a codemod of the toolkit: a path or a package would run strangers' code. */
const CodemodName = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'It must be the name of a codemod of the toolkit, not a path or a package.'),
);
const Id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, 'It must be lower case letters, digits and "-".'));
const Text = v.pipe(v.string(), v.nonEmpty('It must not be empty.'));

/** Exactly one of `codemod` and `command`; a union of two forms would tell faults of neither. */
export const StepSchema = v.pipe(
  v.strictObject({
    id: v.optional(Id),
    phase: v.optional(v.union([v.string(), v.number()]), ''),
    area: v.optional(Text),
    codemod: v.optional(CodemodName),
    command: v.optional(v.picklist(COMMAND_STEPS, oneOf(COMMAND_STEPS))),
    with: v.optional(v.record(v.string(), v.unknown()), {}),
    when: v.optional(v.picklist(TARGET_ROLES, oneOf(TARGET_ROLES))),
    needs: v.optional(v.array(Id), []),
  }),
  v.check(
    ({ codemod, command }) => (codemod === undefined) !== (command === undefined),
    'It must name a codemod or a command, and not both.',
  ),
);

function oneOf(names: readonly string[]): string {
  return `It must be one of ${names.join(', ')}.`;
}

const Described = { description: Text };

const ParamSchema = v.variant('type', [
  v.strictObject({ ...Described, type: v.literal('boolean'), default: v.boolean() }),
  v.strictObject({ ...Described, type: v.literal('string'), default: v.string() }),
  v.strictObject({ ...Described, type: v.literal('number'), default: v.number() }),
  v.strictObject({ ...Described, type: v.literal('choice'), choices: v.array(Text), default: Text }),
  v.strictObject({ ...Described, type: v.literal('list'), default: v.array(Text) }),
]);

/** A recipe, as it stands in a `recipe.yaml` or below `recipes` of a `codemod.yaml`. */
export const RecipeSchema = v.strictObject({
  description: Text,
  version: v.optional(v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'It must be like 1.0.0.')), '1.0.0'),
  params: v.optional(v.record(Id, ParamSchema), {}),
  steps: v.pipe(v.array(StepSchema), v.nonEmpty('A recipe has at least one step.')),
});

const PathText = v.pipe(v.string(), v.nonEmpty('It must not be empty.'), v.maxLength(1000, 'It is too long.'));

/** What a repository says about itself: `codemod.yaml` at its top. */
export const ConfigSchema = v.strictObject({
  /** Recipes of its own, of the toolkit's codemods alone. */
  recipes: v.optional(v.record(Id, RecipeSchema), {}),
  /** Parameters by the name of a codemod, or of a recipe as `step.parameter`. */
  params: v.optional(v.record(Id, v.record(v.string(), v.unknown())), {}),
  /** Globs of files that no run looks at. */
  exclude: v.optional(v.array(PathText), []),
  /** Steps that are left for later, and why. */
  defer: v.optional(v.array(v.strictObject({ step: Id, reason: Text })), []),
  /** Where a target is, when it is not found by what it is. */
  targets: v.optional(v.partial(v.strictObject(targetEntries())), {}),
  /** Campaigns over many repositories pass one over that says no. */
  bulk: v.optional(
    v.pipe(
      v.union([v.boolean(), v.strictObject({ enabled: v.boolean(), reason: v.optional(Text) })]),
      v.description(
        'Whether `codemod bulk` may change this repository. false, or { enabled: false, reason: ... } to say why not.',
      ),
    ),
    true,
  ),
  /** Roles of files for the inventory; the first that matches counts. */
  inventory: v.optional(v.strictObject({ roles: v.optional(v.array(v.strictObject({ glob: PathText, role: Text })), []) }), {}),
});

export type RecipeText = v.InferOutput<typeof RecipeSchema>;
export type Config = v.InferOutput<typeof ConfigSchema>;

function targetEntries() {
  const entries = TARGET_ROLES.map((role) => [role, PathText] as const);
  return Object.fromEntries(entries) as Record<(typeof TARGET_ROLES)[number], typeof PathText>;
}
