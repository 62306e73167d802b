import * as v from 'valibot';
import { WITHHELD_BECAUSE } from '../../../core/outcome.js';

/** Parts that several answers have. Every object is closed: a member that is not told here is a mistake. */

export const Text = v.string();
export const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Counts from 1. */
export const Line = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/** SHA-256 in lower case hexadecimal. */
export const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** Relative to the root, `/`-separated. */
export const Path = v.string();

export const Head = { codemodReport: v.literal(1) };

export const Range = { start: Count, end: Count };
export const Position = v.strictObject({ line: Line, column: Line });

export const Counts = v.strictObject({
  discovered: Count,
  changed: Count,
  unchanged: Count,
  findings: Count,
  skipped: Count,
  failed: Count,
});

export const ParamValue = v.union([v.boolean(), v.string(), v.number(), v.array(v.string())]);

export const PlannedCodemod = v.strictObject({ name: Text, version: Text, params: v.record(Text, ParamValue) });

const Applicability = v.picklist(['manual', 'unsafe', 'safe']);

const Edit = v.strictObject({ ...Range, oldText: Text, newText: Text });

const True = v.literal(true);
const ImportedName = {
  module: Text,
  name: v.optional(Text),
  as: v.optional(Text),
  typeOnly: v.optional(True),
  sideEffect: v.optional(True),
};
export const ImportRequest = v.variant('action', [
  v.strictObject({ action: v.literal('need'), ...ImportedName }),
  v.strictObject({ action: v.literal('remove'), ...ImportedName }),
  v.strictObject({ action: v.literal('rename'), ...ImportedName, to: v.strictObject(ImportedName) }),
]);

const FixFacts = { reason: Text, applicability: Applicability, caveat: Text, imports: v.array(ImportRequest) };

/** A fix that was found and not applied. */
export const Fix = v.strictObject({ kind: v.literal('fix'), at: v.strictObject(Range), ...FixFacts, edits: v.array(Edit) });

/** A fix of a change. `edits` are the indexes of its edits in the step of the plan; lines are null where the file is not at hand. */
export const PlannedFix = v.strictObject({
  codemod: Text,
  ...FixFacts,
  edits: v.array(Count),
  key: Hash,
  line: v.nullable(Line),
  lineBefore: v.nullable(Line),
});

export const Content = v.strictObject({ sha256: Hash, size: Count, mode: Count });

const Told = {
  path: Path,
  fixes: v.array(PlannedFix),
  /** Unified; empty where `untold` says why there is none. */
  diff: Text,
  /** The same in the bytes of its file, in base64, where that file is not UTF-8. */
  patch: v.optional(Text),
  untold: v.optional(Text),
};

export const Change = v.variant('kind', [
  v.strictObject({ kind: v.literal('modify'), ...Told, encoding: Text, before: Content, after: Content }),
  v.strictObject({ kind: v.literal('create'), ...Told, after: Content, reason: Text }),
  v.strictObject({ kind: v.literal('delete'), ...Told, before: Content, reason: Text }),
  v.strictObject({ kind: v.literal('rename'), ...Told, to: Path, before: Content, reason: Text }),
]);

const Located = { codemod: Text, line: Line, column: Line, lineBefore: Line };

export const Finding = v.strictObject({
  kind: v.literal('finding'),
  code: Text,
  message: Text,
  at: v.strictObject(Range),
  question: v.optional(Text),
  ...Located,
});

export const Withheld = v.strictObject({
  because: v.picklist(WITHHELD_BECAUSE),
  fix: Fix,
  /** Of one that comments hold back together with what lies outside of the lines that they are about: which comments. */
  beyond: v.optional(Text),
  /** Of one that belongs with a change that is not made: the path of that file, which the caveat names. */
  belongsWith: v.optional(Path),
  ...Located,
});

export const OutcomeMembers = {
  path: Path,
  kind: v.picklist(['changed', 'unchanged', 'findings', 'skipped', 'failed']),
  findings: v.array(Finding),
  withheld: v.array(Withheld),
  /** What is not done because somebody has said so. */
  heldBack: v.strictObject({ withheld: v.array(Withheld), findings: v.array(Finding) }),
  skip: v.nullable(v.strictObject({ code: Text, message: Text })),
  failure: v.nullable(v.strictObject({ code: Text, message: Text, codemod: v.optional(Text), line: v.optional(v.number()) })),
  /** Of the bytes that the positions belong to; empty when the file was never read. */
  sha256: Text,
};

/** What became of one file. */
export const Outcome = v.strictObject(OutcomeMembers);

const ProjectFinding = v.strictObject({
  kind: v.literal('finding'),
  code: Text,
  path: Path,
  message: Text,
  codemod: Text,
  question: v.optional(Text),
});

/** What the project stages left. */
export const Project = v.strictObject({
  findings: v.array(ProjectFinding),
  heldBack: v.array(ProjectFinding),
  failures: v.array(v.strictObject({ codemod: Text, code: Text, message: Text, path: v.optional(Path) })),
});

export const Pruned = v.strictObject({ path: Path, reason: Text });

/** Something that a run saw and did not do. */
export const Left = v.strictObject({
  kind: v.picklist(['finding', 'withheld', 'skipped', 'failed']),
  phase: v.picklist(['read', 'transform', 'project']),
  step: v.nullable(Text),
  codemod: v.nullable(Text),
  path: v.nullable(Path),
  code: Text,
  message: Text,
  line: v.nullable(Line),
  range: v.nullable(v.strictObject({ ...Range, line: Line, column: Line })),
  question: v.nullable(Text),
  sha256: Text,
});

const Described = { description: Text };

export const Params = v.record(
  Text,
  v.variant('type', [
    v.strictObject({ ...Described, type: v.literal('boolean'), default: v.boolean() }),
    v.strictObject({ ...Described, type: v.literal('string'), default: Text }),
    v.strictObject({ ...Described, type: v.literal('number'), default: v.number() }),
    v.strictObject({ ...Described, type: v.literal('choice'), choices: v.array(Text), default: Text }),
    v.strictObject({ ...Described, type: v.literal('list'), default: v.array(Text) }),
  ]),
);

export const CodeDoc = v.strictObject({
  title: Text,
  cause: Text,
  remedy: Text,
  example: v.optional(Text),
  information: v.optional(v.boolean()),
});
