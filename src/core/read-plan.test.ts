import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { create, grouped, modify, remove, rename, samplePlan } from '../testing/sample-plan.js';
import { suite } from '../testing/suite.js';
import { type Plan, planId, serializePlan } from './plan.js';
import { readPlan } from './read-plan.js';

const test = suite('plan files');

const SCHEMA: unknown = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../../src/core/plan.schema.json', import.meta.url)), 'utf8'),
);
const isOfSchema = new Ajv({ strict: false }).compile(SCHEMA as object);

const LEFT: Plan['left'][number] = {
  ...{ kind: 'finding', phase: 'transform', step: 'one', codemod: 'sample', path: 'a.py', code: 'ABC001', message: 'Look.' },
  ...{ line: 3, range: { start: 1, end: 2, line: 3, column: 4 }, question: 'Why?', sha256: '0'.repeat(64) },
};

/** With everything that a plan can hold. */
const WHOLE: Plan = {
  ...samplePlan([
    grouped(modify('a.py', 'x = 1\n', '1', '2'), '0'.repeat(16)),
    create('b.py', 'ü\n', 0o755),
    remove('c.py', ''),
    grouped(rename('d.py', 'e.py', 'd'), '0'.repeat(16), 'f'.repeat(16)),
  ]),
  asked: { kind: 'recipe', name: 'small', params: { a: 'b' } },
  codemods: [{ name: 'sample', version: '1.0.0', params: { a: true, b: 'x', c: 2, d: ['e'] } }],
  head: '0'.repeat(40),
  left: [
    LEFT,
    { ...LEFT, kind: 'skipped', phase: 'read', path: null, codemod: null, step: null, line: null, range: null, question: null },
  ],
  counts: { discovered: 3, changed: 1, unchanged: 1, findings: 1, skipped: 0, failed: 0 },
};

test('a plan that is written is read again as it was, and is of the published schema', () => {
  const text = serializePlan(WHOLE);
  const read = readPlan('plan.json', text);
  assert.deepEqual(read, WHOLE);
  assert.equal(serializePlan(read), text);
  assert.ok(isOfSchema(JSON.parse(text)), JSON.stringify(isOfSchema.errors));
});

test('the id does not hang on the order of keys, on root or on HEAD', () => {
  const turned = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(WHOLE).toReversed()))) as Plan;
  assert.equal(planId(turned), planId(WHOLE));
  assert.equal(planId({ ...WHOLE, root: '/elsewhere', head: null }), planId(WHOLE));
  for (const other of [
    { tool: '2' },
    { changes: [] },
    { left: [] },
    { options: { ...WHOLE.options, threshold: 'unsafe' } },
  ] as const) {
    assert.notEqual(planId({ ...WHOLE, ...other }), planId(WHOLE), JSON.stringify(other));
  }
});

test('what is no plan is told why', () => {
  const cases: readonly (readonly [unknown, RegExp])[] = [
    [null, /not a JSON object/],
    [{}, /no "codemodPlan"/],
    [{ ...WHOLE, codemodPlan: 2 }, /the form 2, and this version knows 1/],
    [{ ...WHOLE, tool: 1 }, /tool: /],
    [{ ...WHOLE, changes: [{ ...WHOLE.changes[0], path: '../a' }] }, /changes\.0\.path: It must be a path below the root/],
    [{ ...WHOLE, changes: [...WHOLE.changes, ...WHOLE.changes] }, /two of its changes touch "a\.py"/],
    [{ ...WHOLE, extra: 1 }, /extra: /],
  ];
  for (const [value, told] of cases) assert.throws(() => readPlan('plan.json', JSON.stringify(value)), told);
  assert.throws(() => readPlan('plan.json', '{'), /not a JSON object/);
});

test('a plan that would write what a review does not show is refused', () => {
  const [edited] = WHOLE.changes;
  assert.ok(edited?.kind === 'modify');
  const [step] = edited.steps;
  const [fix] = step?.fixes ?? [];
  assert.ok(step !== undefined && fix !== undefined);
  const withStep = (other: object) => ({ ...edited, steps: [{ ...step, ...other }] });
  const cases: readonly (readonly [object, RegExp])[] = [
    [withStep({ fixes: [] }), /"a\.py": an edit belongs to no fix/],
    [{ ...edited, steps: [step, { ...step, fixes: [{ ...fix, edits: [] }] }] }, /an edit belongs to no fix/],
    [withStep({ fixes: [{ ...fix, edits: [0, 1] }] }), /a fix has an edit that is not there/],
    [withStep({ importEdits: [1] }), /a fix has an edit that is not there/],
    [{ ...edited, after: { ...edited.after, mode: 0o755 } }, /changes its mode/],
  ];
  for (const [change, told] of cases) {
    const text = JSON.stringify({ ...WHOLE, changes: [change, ...WHOLE.changes.slice(1)] });
    assert.throws(() => readPlan('plan.json', text), { code: 'plan-invalid', message: told });
  }
});

const INVENTORY = '.codex/inventory.json';

function ofInventory(change: Plan['changes'][number], named = true): Plan {
  const codemods = named ? [{ name: 'inventory', version: '1', params: {} }] : [];
  return { ...samplePlan([change]), codemods: [...samplePlan([]).codemods, ...codemods] };
}

function byInventory(change: Plan['changes'][number]): Plan['changes'][number] {
  return change.kind === 'modify' ? change : { ...change, codemod: 'inventory' };
}

test('of .codex a plan may change the inventory alone, by the step that makes it, where it names that', () => {
  const edit = modify(INVENTORY, 'a', 'a', 'b');
  const edited = { ...edit, steps: edit.steps.map((step) => ({ ...step, codemod: 'inventory' })) };
  const made = byInventory(create(INVENTORY, '{}'));
  const gone = byInventory(remove(`${INVENTORY}.gz`, ''));
  for (const change of [made, edited, gone]) {
    assert.deepEqual(readPlan('plan.json', serializePlan(ofInventory(change))).changes, [change]);
    assert.throws(() => readPlan('plan.json', serializePlan(ofInventory(change, false))), /only the step "inventory"/);
  }
  const hostile: readonly Plan['changes'][number][] = [
    ...[create(INVENTORY, '{}'), edit, remove(INVENTORY, ''), { ...edited, steps: [] }],
    ...[{ ...edited, steps: [...edited.steps, ...edit.steps] }],
    ...['.codex/inventory.json/x', '.codex/decisions.ndjson', '.CODEX/inventory.json', 'a/.codex/inventory.json'].map((path) => ({
      ...made,
      path,
    })),
    byInventory(rename(INVENTORY, 'a', '')),
    byInventory(rename('a', INVENTORY, '')),
  ];
  for (const change of hostile) {
    assert.throws(
      () => readPlan('plan.json', serializePlan(ofInventory(change))),
      /plan-invalid|is not a plan/,
      JSON.stringify(change),
    );
  }
});

test('names of groups that no plan of ours has are refused', () => {
  const named = (groups: readonly string[]): string =>
    JSON.stringify({ ...WHOLE, changes: [{ ...rename('a', 'b', ''), groups }] });
  const [low, high] = ['0'.repeat(16), 'f'.repeat(16)] as const;
  for (const groups of [[], ['A'.repeat(16)], [high, low], [low, low], ['../x']]) {
    assert.throws(() => readPlan('plan.json', named(groups)), /groups/, groups.join());
  }
  assert.deepEqual(readPlan('plan.json', named([low, high])).changes.length, 1, 'the control');
});
