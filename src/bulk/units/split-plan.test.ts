import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Change } from '../../core/change.js';
import { type Plan, planId, serializePlan } from '../../core/plan.js';
import { readPlan } from '../../core/read-plan.js';
import { sampleLeft } from '../../testing/sample-left.js';
import { create, grouped, modify, remove, samplePlan } from '../../testing/sample-plan.js';
import { suite } from '../../testing/suite.js';
import { shardName } from './shard-name.js';
import { type OwnersOf, type Shard, splitPlan } from './split-plan.js';

const test = suite('shards of a plan');

const TEXT = 'x = 1\n';
const edit = (path: string, codemod = 'sample'): Change => {
  const change = modify(path, TEXT, '1', '2');
  return { ...change, steps: change.steps.map((step) => ({ ...step, codemod })) };
};
const made = (path: string, codemod: string): Change => ({ ...create(path, 'x'), codemod }) as Change;
const owners: OwnersOf = (path) => (path.startsWith('api/') ? ['@acme/api', '@bob'] : path.endsWith('.md') ? ['@Docs'] : []);

/** Which shard each path is in. */
function placesOf(shards: readonly Shard[]): Readonly<Record<string, string>> {
  return Object.fromEntries(shards.flatMap(({ shard, plan }) => plan.changes.map(({ path }) => [path, shard])));
}

test('by the top folder, and by owner', () => {
  const plan = samplePlan(['api/a.py', 'api/b/c.py', 'Web App/x.py', 'root/x.py', 'setup.py'].map((path) => edit(path)));
  assert.deepEqual(placesOf(splitPlan(plan, 'directory')), {
    ...{ 'api/a.py': 'api', 'api/b/c.py': 'api', 'setup.py': 'root' },
    ...{ 'Web App/x.py': shardName('Web App'), 'root/x.py': shardName('root') },
  });
  assert.match(shardName('Web App'), /^web-app-[0-9a-f]{10}$/);
  assert.match(shardName('root'), /^root-[0-9a-f]{10}$/);
  const owned = placesOf(splitPlan(samplePlan([edit('api/a.py'), edit('a.md'), edit('x.py')]), 'owner', owners));
  assert.equal(owned['x.py'], 'unowned');
  assert.match(owned['api/a.py'] ?? '', /^acme-api-bob-[0-9a-f]{10}$/);
  assert.match(owned['a.md'] ?? '', /^docs-[0-9a-f]{10}$/);
});

test('one part alone is the plan as it is', () => {
  const plan = { ...samplePlan([edit('api/a.py')]), left: [sampleLeft()], counts: null };
  assert.deepEqual(splitPlan(plan, 'directory'), [{ shard: 'api', plan }]);
  assert.deepEqual(
    splitPlan(samplePlan([edit('a/a.py'), edit('b/a.py')]), 'none').map(({ shard }) => shard),
    [''],
  );
  assert.deepEqual(splitPlan(samplePlan([]), 'directory').length, 1);
});

test('what a codemod makes or removes stays with all that it does', () => {
  const changes = [edit('a/x.py', 'maker'), edit('b/x.py', 'other'), made('lib/new.py', 'maker'), edit('c/x.py', 'other')];
  const plan = { ...samplePlan(changes), asked: { kind: 'codemod', name: 'maker', params: {} } as const };
  assert.deepEqual(placesOf(splitPlan(plan, 'directory')), {
    ...{ 'a/x.py': 'together', 'lib/new.py': 'together', 'b/x.py': 'b', 'c/x.py': 'c' },
  });
  const recipe = { ...plan, asked: { kind: 'recipe', name: 'all', params: {} } as const };
  assert.deepEqual(splitPlan(recipe, 'directory'), [{ shard: 'together', plan: recipe }]);
  const removing = samplePlan([edit('a/x.py'), { ...remove('b/x.py', 'x'), codemod: 'sample' } as Change, edit('c/x.py')]);
  assert.deepEqual(splitPlan(removing, 'directory').length, 1);
});

test('names are safe, and differ where keys differ', () => {
  const keys = [
    'a',
    'A',
    'a-',
    'a b',
    'a_b',
    '',
    '-',
    '..',
    'é',
    'x'.repeat(300),
    'x'.repeat(301),
    'root',
    `a-${'0'.repeat(10)}`,
    '\ud800',
  ];
  const names = keys.map(shardName);
  for (const name of names) assert.match(name, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  assert.equal(new Set(names).size, keys.length);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      assert.match(shardName(a), /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      assert.equal(shardName(a) === shardName(b), a === b);
      assert.notEqual(shardName(a), shardName(shardName(a) === a ? `${a} ` : shardName(a)));
    }),
  );
});

const paths = fc.uniqueArray(
  fc.tuple(fc.constantFrom('a/', 'b/', 'B/', 'api/', '', 'd e/'), fc.nat(30)).map(([dir, n]) => `${dir}f${n}.py`),
  {
    minLength: 1,
    maxLength: 20,
  },
);

function isWhole(shards: readonly Shard[], plan: Plan): boolean {
  const changes = shards.flatMap((shard) => shard.plan.changes);
  const left = shards.flatMap((shard) => shard.plan.left);
  const whole = { ...plan, changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)) };
  return (
    planId({ ...whole, left: plan.left }) === planId(plan) &&
    left.length === plan.left.length &&
    plan.left.every((one) => left.includes(one))
  );
}

test('together the shards are the plan, each is a plan, and a file keeps its shard whatever else changes', () => {
  let several = 0;
  fc.assert(
    fc.property(paths, paths, fc.constantFrom('directory' as const, 'owner' as const), fc.boolean(), (all, others, by, makes) => {
      const extra = makes ? [made('new/file.py', 'maker')] : [];
      const plan = {
        ...samplePlan([...all.map((path) => edit(path)), ...extra]),
        left: [...all, 'nowhere/x.py', null].map((path, line) => sampleLeft({ path, line })),
        counts: null,
      };
      const shards = splitPlan(plan, by, owners);
      if (shards.length > 1) several++;
      assert.ok(isWhole(shards, plan));
      assert.equal(new Set(shards.map(({ shard }) => shard)).size, shards.length);
      for (const shard of shards) {
        assert.ok(shard.plan.changes.length > 0);
        assert.deepEqual(readPlan('shard', serializePlan(shard.plan)), shard.plan);
      }
      const alone = placesOf(splitPlan(samplePlan(others.map((path) => edit(path))), by, owners));
      const here = placesOf(shards);
      for (const path of others) if (here[path] !== undefined) assert.equal(here[path], alone[path]);
    }),
    { numRuns: 300 },
  );
  assert.ok(several > 100, 'control: most of them were split');
  const plan = { ...samplePlan([edit('a/x.py'), edit('b/x.py')]), left: [sampleLeft()] };
  assert.equal(isWhole(splitPlan(plan, 'directory').slice(1), plan), false, 'control');
});

test('what belongs together over folders goes to one shard', () => {
  const both = (path: string): Change => grouped(edit(path), '0'.repeat(16));
  const plan = samplePlan([both('api/a.ts'), both('web/b.ts'), edit('web/c.ts')]);
  assert.deepEqual(placesOf(splitPlan(plan, 'directory')), {
    ...{ 'api/a.ts': 'together', 'web/b.ts': 'together', 'web/c.ts': 'web' },
  });
});
