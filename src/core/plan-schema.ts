import * as v from 'valibot';
import { isInventoryPath } from './inventory-step.js';
import { unsafePath } from './paths.js';

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'It must be a SHA-256 in lower case hexadecimal.'));
const Mode = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(0o7777));
const PATH_FAULT = 'It must be a path below the root, and not in .git or .codex.';
const Path = v.pipe(
  v.string(),
  v.check((path) => unsafePath(path) === null, PATH_FAULT),
);
/** Whether it may be about an inventory is for `readPlan` to say, which sees who has made the change. */
const OwnPath = v.pipe(
  v.string(),
  v.check((path) => isInventoryPath(path) || unsafePath(path) === null, PATH_FAULT),
);
const Param = v.union([v.boolean(), v.string(), v.number(), v.array(v.string())]);
const Applicability = v.picklist(['manual', 'unsafe', 'safe']);
const Group = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, 'It must be 16 hexadecimal digits in lower case.'));
const Groups = v.exactOptional(
  v.pipe(
    v.tupleWithRest([Group], Group),
    v.check(
      (groups) => groups.every((group, index) => index === 0 || (groups[index - 1] ?? '') < group),
      'They must be sorted, and each stand once.',
    ),
  ),
);
const Content = v.strictObject({ sha256: Hash, size: Count, mode: Mode });

const Imported = {
  module: v.string(),
  name: v.exactOptional(v.string()),
  as: v.exactOptional(v.string()),
  typeOnly: v.exactOptional(v.literal(true)),
  sideEffect: v.exactOptional(v.literal(true)),
};
const ImportRequest = v.variant('action', [
  v.strictObject({ action: v.literal('need'), ...Imported }),
  v.strictObject({ action: v.literal('remove'), ...Imported }),
  v.strictObject({ action: v.literal('rename'), ...Imported, to: v.strictObject(Imported) }),
]);

const Edit = v.strictObject({ start: Count, end: Count, oldText: v.string(), newText: v.string() });

const Step = v.strictObject({
  codemod: v.string(),
  version: v.string(),
  edits: v.array(Edit),
  importEdits: v.array(Count),
  fixes: v.array(
    v.strictObject({
      reason: v.string(),
      applicability: Applicability,
      caveat: v.string(),
      line: Count,
      edits: v.array(Count),
      imports: v.array(ImportRequest),
      key: v.string(),
      groups: Groups,
    }),
  ),
});

const By = { codemod: v.string(), version: v.string(), reason: v.string(), groups: Groups };

const Change = v.variant('kind', [
  v.strictObject({
    kind: v.literal('modify'),
    path: OwnPath,
    encoding: v.string(),
    hasBom: v.boolean(),
    newline: v.picklist(['\n', '\r\n', '\r']),
    before: Content,
    after: Content,
    steps: v.array(Step),
  }),
  v.strictObject({
    kind: v.literal('create'),
    path: OwnPath,
    after: Content,
    content: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]*={0,2}$/, 'It must be base64.')),
    steps: v.array(Step),
    ...By,
  }),
  v.strictObject({ kind: v.literal('delete'), path: OwnPath, before: Content, ...By }),
  v.strictObject({ kind: v.literal('rename'), path: Path, to: Path, before: Content, ...By }),
]);

/** A plan file, as `codemod plan --out` writes it. See `Plan` for what its members mean. */
export const PlanSchema = v.strictObject({
  codemodPlan: v.literal(1),
  tool: v.string(),
  asked: v.strictObject({
    kind: v.picklist(['codemod', 'recipe', 'command']),
    name: v.string(),
    params: v.record(v.string(), v.string()),
  }),
  codemods: v.array(v.strictObject({ name: v.string(), version: v.string(), params: v.record(v.string(), Param) })),
  options: v.strictObject({
    threshold: v.picklist(['safe', 'unsafe']),
    paths: v.array(v.string()),
    include: v.array(v.string()),
    exclude: v.array(v.string()),
    noIgnore: v.boolean(),
    maxSize: Count,
    foreign: v.exactOptional(
      v.strictObject({ keepFormatting: v.exactOptional(v.boolean()), verifyIdempotent: v.exactOptional(v.boolean()) }),
    ),
  }),
  root: v.string(),
  head: v.nullable(v.string()),
  changes: v.array(Change),
  left: v.array(
    v.strictObject({
      kind: v.picklist(['finding', 'withheld', 'skipped', 'failed']),
      phase: v.picklist(['read', 'transform', 'project']),
      step: v.nullable(v.string()),
      codemod: v.nullable(v.string()),
      path: v.nullable(v.string()),
      code: v.string(),
      message: v.string(),
      line: v.nullable(Count),
      range: v.nullable(v.strictObject({ start: Count, end: Count, line: Count, column: Count })),
      question: v.nullable(v.string()),
      sha256: v.string(),
    }),
  ),
  counts: v.nullable(
    v.strictObject({
      discovered: Count,
      changed: Count,
      unchanged: Count,
      findings: Count,
      skipped: Count,
      failed: Count,
    }),
  ),
});
