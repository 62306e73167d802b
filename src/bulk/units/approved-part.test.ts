import assert from 'node:assert/strict';
import type { Change, ModifyChange } from '../../core/change.js';
import type { Plan } from '../../core/plan.js';
import { create, modify, remove, samplePlan } from '../../testing/sample-plan.js';
import { suite } from '../../testing/suite.js';
import { type ApprovedPart, approvedPart } from './approved-part.js';

const test = suite('the approved part of a plan');

const TEXT = 'x = 1\n';
const edit = (path: string, to = '2', text = TEXT): ModifyChange => modify(path, text, '1', to);

function partOf(
  approved: readonly Change[],
  made: readonly Change[],
  texts: Readonly<Record<string, string>> = {},
): ApprovedPart {
  const images = new Map(made.map(({ path }) => [path, { bytes: Buffer.from(texts[path] ?? TEXT), mode: 0o644 }] as const));
  return approvedPart(samplePlan(approved), { plan: samplePlan(made), images });
}

function checkPart(part: ApprovedPart, paths: readonly string[], leftOut: readonly string[]): Plan {
  assert.ok(part.kind === 'part', JSON.stringify(part));
  assert.deepEqual([part.plan.changes.map(({ path }) => path), part.leftOut], [paths, leftOut]);
  return part.plan;
}

test('a fix is approved by its key: another path, other lines around or another result are not', () => {
  const more = 'y = 0\n\nx = 1\n';
  checkPart(partOf([edit('a.py')], [edit('a.py'), edit('b.py')]), ['a.py'], ['b.py']);
  checkPart(partOf([edit('a.py')], [edit('a.py', '2', more)], { 'a.py': more }), [], ['a.py']);
  checkPart(partOf([edit('a.py')], [edit('a.py', '3')]), [], ['a.py']);
  checkPart(partOf([edit('a.py'), edit('b.py')], [edit('b.py')]), ['b.py'], []);
});

test('a fix that stands there more often than it was approved is left out', () => {
  const block = 'a\na\na\nx = 1\na\na\na\n';
  const [once, texts] = [edit('a.py', '2', block), { 'a.py': `${block}${block}` }];
  const first = edit('a.py', '2', texts['a.py']);
  const steps = first.steps.map((step) => ({
    ...step,
    edits: [
      ...step.edits,
      ...step.edits.map((one) => ({ ...one, start: one.start + block.length, end: one.end + block.length })),
    ],
    fixes: [...step.fixes, ...step.fixes.map((fix) => ({ ...fix, edits: [1], line: fix.line + 7 }))],
  }));
  checkPart(partOf([once], [{ ...first, steps }], texts), [], ['a.py', 'a.py']);
  checkPart(partOf([once], [first], texts), ['a.py'], []);
});

test('what a fix imports was approved with it, or the fix was not', () => {
  const asking = (change: ModifyChange, name: string): ModifyChange => {
    const imports = [{ action: 'need', module: name } as const];
    return { ...change, steps: change.steps.map((step) => ({ ...step, fixes: step.fixes.map((fix) => ({ ...fix, imports })) })) };
  };
  checkPart(partOf([asking(edit('a.py'), 'os')], [asking(edit('a.py'), 'sys')]), [], ['a.py']);
  checkPart(partOf([asking(edit('a.py'), 'os')], [asking(edit('a.py'), 'os')]), ['a.py'], []);
});

test('a file that is made or deleted is approved as the very same change', () => {
  checkPart(partOf([create('n.py', 'x')], [create('n.py', 'y')]), [], ['n.py']);
  checkPart(partOf([create('n.py', 'x')], [create('n.py', 'x')]), ['n.py'], []);
  checkPart(partOf([remove('n.py', 'x')], [remove('n.py', 'a person’s')]), [], ['n.py']);
  checkPart(partOf([remove('n.py', 'x')], [remove('n.py', 'x')]), ['n.py'], []);
});

test('a file that would be lost without what belongs to it is for a person to look at', () => {
  const part = partOf([remove('n.py', 'x')], [remove('n.py', 'x'), edit('b.py')]);
  assert.equal(part.kind, 'unclear');
  assert.match(part.kind === 'unclear' ? part.message : '', /n\.py: its delete belongs to changes of sample/);
});

test('an inventory is never part of it', () => {
  const codemods = [...samplePlan([]).codemods, { name: 'inventory', version: '1.0.0', params: {} }];
  const inventory = { ...create('.codex/inventory.json', '{}'), codemod: 'inventory' } as Change;
  const plan = { ...samplePlan([edit('a.py'), inventory]), codemods };
  const images = new Map([['a.py', { bytes: Buffer.from(TEXT), mode: 0o644 }]]);
  const narrowed = checkPart(approvedPart(plan, { plan, images }), ['a.py'], []);
  assert.deepEqual(narrowed.codemods, samplePlan([]).codemods);
});
