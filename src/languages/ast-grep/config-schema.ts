import * as v from 'valibot';
import { globFault } from './globs.js';
import { GRAMMARS, grammarNamed } from './grammars.js';
import { refusals } from './refusals.js';
import { ExpansionSchema, RuleSchema } from './rule-schema.js';

const Text = v.string();
const Name = v.pipe(v.string(), v.nonEmpty('It must not be empty.'));
const Rules = v.record(v.string(), RuleSchema);

const FixObject = v.strictObject({
  template: Text,
  title: v.optional(Text),
  expandStart: v.optional(ExpansionSchema),
  expandEnd: v.optional(ExpansionSchema),
});

/** What stands in the place of a match, and how much of its surroundings it takes; of several, the first, as of `ast-grep scan -U`. */
const Fix = v.pipe(
  v.union(
    [Text, FixObject, v.tupleWithRest([FixObject], FixObject)],
    'It must be a text, or a "template" with "expandStart" and "expandEnd".',
  ),
  v.transform((fix) => (typeof fix === 'string' ? { template: fix } : Array.isArray(fix) ? fix[0] : fix)),
);

const Source = v.pipe(Text, v.regex(/^\$/, 'It must be a metavariable, such as $NAME.'));

/** One operation on the text of a metavariable: https://ast-grep.github.io/reference/yaml/transformation.html. */
const Transformation = v.union(
  [
    Name,
    v.strictObject({ replace: v.strictObject({ source: Source, replace: Text, by: Text }) }),
    v.strictObject({
      substring: v.strictObject({ source: Source, startChar: v.optional(v.number()), endChar: v.optional(v.number()) }),
    }),
    v.strictObject({ convert: v.strictObject({ source: Source, toCase: Name, separatedBy: v.optional(v.array(Name)) }) }),
    v.strictObject({ rewrite: v.strictObject({ source: Source, rewriters: v.array(Name), joinBy: v.optional(Text) }) }),
  ],
  'It must be one of replace, substring, convert and rewrite, with its arguments.',
);

const Core = {
  rule: RuleSchema,
  constraints: v.optional(Rules, {}),
  utils: v.optional(Rules, {}),
  transform: v.optional(v.record(v.string(), Transformation), {}),
};

const RewriterSchema = v.strictObject({ ...Core, id: Name, fix: Fix });

const Glob = v.pipe(
  v.union(
    [Name, v.strictObject({ glob: Name, caseInsensitive: v.optional(v.boolean()) })],
    'It must be a glob, or a "glob" with "caseInsensitive".',
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    const fault = dataset.typed ? globFault(dataset.value) : null;
    if (fault !== null) addIssue({ message: `This glob cannot be used: ${fault}.` });
  }),
);

const Language = v.pipe(
  Name,
  v.check((name) => grammarNamed(name) !== null, `Rules are run for ${GRAMMARS.join(', ')}, which @ast-grep/napi ships.`),
);

/** A rule file of ast-grep: https://ast-grep.github.io/reference/yaml.html. */
export const RuleConfigSchema = v.pipe(
  v.strictObject({
    ...Core,
    id: Name,
    language: Language,
    fix: v.optional(Fix),
    rewriters: v.optional(v.array(RewriterSchema), []),
    severity: v.optional(v.picklist(['hint', 'info', 'warning', 'error', 'off']), 'hint'),
    message: v.optional(Text, ''),
    note: v.optional(Text),
    files: v.optional(v.array(Glob)),
    ignores: v.optional(v.array(Glob)),
    // How ast-grep's own reports look, and what its users note down: nothing that matches or changes.
    labels: v.optional(v.unknown()),
    url: v.optional(Text),
    metadata: v.optional(v.unknown()),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { path, message } of refusals(dataset.value)) addIssue({ message, path: pathTo(dataset.value, path) });
  }),
);

/** Valibot wants each key with what it is a key of. */
function pathTo(input: Readonly<Record<string, unknown>>, keys: readonly [string, ...string[]]) {
  const [first, ...rest] = keys;
  let value: unknown = input[first];
  const item = (object: Record<string, unknown>, key: string, at: unknown) =>
    ({ type: 'object', origin: 'value', input: object, key, value: at }) as const;
  const items: [ReturnType<typeof item>, ...ReturnType<typeof item>[]] = [item({ ...input }, first, value)];
  for (const key of rest) {
    const holder: Record<string, unknown> = { ...Object(value) };
    value = holder[key];
    items.push(item(holder, key, value));
  }
  return items;
}

export type RuleConfig = v.InferOutput<typeof RuleConfigSchema>;
export type RewriterConfig = v.InferOutput<typeof RewriterSchema>;
export type FixConfig = v.InferOutput<typeof Fix>;
export type FileGlob = v.InferInput<typeof Glob>;
