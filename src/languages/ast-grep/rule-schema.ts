import * as v from 'valibot';

/** A rule object, as napi takes it: https://ast-grep.github.io/reference/rule.html. */
export interface RuleObject {
  readonly [key: string]: unknown;
}

const Text = v.string();
const Name = v.pipe(v.string(), v.nonEmpty('It must not be empty.'));
const Position = v.strictObject({ line: v.number(), column: v.number() });
const STRICTNESS = ['cst', 'smart', 'ast', 'relaxed', 'signature', 'template'];

const Pattern = v.union(
  [Name, v.strictObject({ context: Name, selector: v.optional(Name), strictness: v.optional(v.picklist(STRICTNESS)) })],
  'It must be a text, or a "context" with "selector" and "strictness".',
);

/** The schema of a rule, wherever one stands in another. */
export const RuleSchema: v.GenericSchema<RuleObject> = v.lazy(() => v.strictObject(ruleEntries()));

/** A rule about other nodes than the one that is looked at. */
const RelationSchema: v.GenericSchema<RuleObject> = v.lazy(() =>
  v.strictObject({ ...ruleEntries(), stopBy: v.optional(StopBy), field: v.optional(Text) }),
);

/** How far a fix takes more than its match: the same, of siblings. */
export const ExpansionSchema: v.GenericSchema<RuleObject> = v.lazy(() =>
  v.strictObject({ ...ruleEntries(), stopBy: v.optional(StopBy) }),
);

const StopBy = v.union([v.picklist(['neighbor', 'end']), RuleSchema], 'It must be "neighbor", "end" or a rule.');

const NthChild = v.union(
  [
    v.number(),
    Text,
    v.strictObject({
      position: v.union([v.number(), Text]),
      ofRule: v.optional(RuleSchema),
      reverse: v.optional(v.boolean()),
    }),
  ],
  'It must be a number, a formula such as "2n+1", or a "position" with "ofRule" and "reverse".',
);

const Matches = v.union([Name, v.record(v.string(), v.record(v.string(), RuleSchema))], 'It must be the name of one of `utils`.');

function ruleEntries() {
  return {
    pattern: v.optional(Pattern),
    kind: v.optional(Name),
    regex: v.optional(Text),
    nthChild: v.optional(NthChild),
    range: v.optional(v.strictObject({ start: Position, end: Position })),
    inside: v.optional(RelationSchema),
    has: v.optional(RelationSchema),
    precedes: v.optional(RelationSchema),
    follows: v.optional(RelationSchema),
    all: v.optional(v.array(RuleSchema)),
    any: v.optional(v.array(RuleSchema)),
    not: v.optional(RuleSchema),
    matches: v.optional(Matches),
  };
}
