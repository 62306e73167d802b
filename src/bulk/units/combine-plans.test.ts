import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Change, ModifyChange } from '../../core/change.js';
import { planId, serializePlan } from '../../core/plan.js';
import { readPlan } from '../../core/read-plan.js';
import { decidePlan } from '../../core/review/decide.js';
import type { Decision } from '../../core/review/decision.js';
import { reviewFiles } from '../../core/review/review-files.js';
import { sampleLeft } from '../../testing/sample-left.js';
import { create, grouped, modify, remove, rename, samplePlan } from '../../testing/sample-plan.js';
import { suite } from '../../testing/suite.js';
import { combinePlans, type PlanUnit } from './combine-plans.js';
import { type Image, readerOf } from './images.js';
import { splitDecisions } from './split-decisions.js';
import { splitUnitPath, unitFolder } from './unit-path.js';
import { withoutRejected } from './without-rejected.js';

const test = suite('many plans as one');

const TEXT = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n';
const WORDS = ['one', 'four', 'seven', 'ten'] as const;

/** A change with a hunk for each word: fixes of one step that have nothing to do with each other. */
function manyHunks(path: string, count: number): ModifyChange {
  const single = WORDS.slice(0, count).map((word) => modify(path, TEXT, word, word.toUpperCase()));
  const [first] = single;
  if (first === undefined) throw new Error('no hunk');
  const edits = single.flatMap(({ steps }) => steps[0]?.edits ?? []);
  const fixes = single.flatMap(({ steps }, index) => (steps[0]?.fixes ?? []).map((fix) => ({ ...fix, edits: [index] })));
  const text = WORDS.slice(0, count).reduce((now, word) => now.replace(word, word.toUpperCase()), TEXT);
  const { after } = modify(path, TEXT, TEXT, text);
  return { ...first, after, steps: [{ codemod: 'sample', version: '1.0.0', edits, importEdits: [], fixes }] };
}

interface Raw {
  readonly files: readonly number[];
  readonly whole: readonly ('create' | 'delete' | 'rename')[];
}

const KEYS = [
  'github.com/acme/api',
  'github.com/acme/api/src',
  'file:/srv/a b.git',
  'git.example.org:8443/x/.git',
  'h/-/a',
  'h/a//b',
];

function unitOf({ files, whole }: Raw, index: number): PlanUnit {
  const changes: Change[] = files.map((count, number) => manyHunks(`src/f${number}.py`, 1 + (count % WORDS.length)));
  const codemod = 'mover';
  for (const [number, kind] of whole.entries()) {
    const path = `w/${number}.py`;
    const change =
      kind === 'create' ? create(path, TEXT) : kind === 'delete' ? remove(path, TEXT) : rename(path, `v/${number}.py`, TEXT);
    changes.push({ ...change, codemod } as Change);
  }
  const images = new Map(changes.map(({ path }): [string, Image] => [path, { bytes: Buffer.from(TEXT), mode: 0o644 }]));
  const repo = KEYS[index % KEYS.length] ?? '';
  const plan = { ...samplePlan(changes), left: [sampleLeft(), sampleLeft({ path: null })], root: `/r${index}` };
  return { repo, shard: index >= KEYS.length ? `s${index}` : '', plan, images };
}

const raws = fc.array(
  fc.record({
    files: fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }),
    whole: fc.array(fc.constantFrom('create' as const, 'delete' as const, 'rename' as const), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 8 },
);

const ids = ({ plan, read }: Pick<ReturnType<typeof combinePlans>, 'plan' | 'read'>): readonly string[] =>
  reviewFiles(plan, read).flatMap(({ hunks }) => hunks.map(({ id }) => id));

const decided = (verdict: Decision['verdict']): Decision => ({ verdict, reason: 'because', edited: null });

test('the whole campaign is one plan that can be read, and every path leads back', () => {
  fc.assert(
    fc.property(raws, (all) => {
      const units = all.map(unitOf);
      const combined = combinePlans(units);
      assert.deepEqual(readPlan('combined', serializePlan(combined.plan)), combined.plan);
      const files = reviewFiles(combined.plan, combined.read);
      assert.equal(
        files.every(({ stale }) => stale === null),
        true,
      );
      for (const { path } of files) {
        const found = combined.unitOf(path);
        assert.ok(found !== null);
        const { repo, shard } = found.unit;
        assert.deepEqual(splitUnitPath(path), { repo, shard, path: found.path });
      }
      assert.equal(new Set(ids(combined)).size, ids(combined).length);
    }),
    { numRuns: 100 },
  );
});

test('all accepted is the plan of each unit, all rejected is nothing', () => {
  fc.assert(
    fc.property(raws, (all) => {
      const combined = combinePlans(all.map(unitOf));
      const every = (verdict: Decision['verdict']) => new Map(ids(combined).map((id) => [id, decided(verdict)]));
      for (const one of splitDecisions(combined, every('accepted'))) {
        assert.deepEqual([one.verdict, one.undecided, planId(one.plan)], ['whole', 0, planId(one.unit.plan)]);
        assert.deepEqual(one.plan, one.unit.plan);
      }
      for (const verdict of ['rejected', 'undecided'] as const) {
        for (const one of splitDecisions(combined, every(verdict))) {
          assert.deepEqual([one.verdict, one.plan.changes], ['none', []]);
          assert.equal(one.undecided > 0, verdict === 'undecided');
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('any decisions come to the same as those about each plan alone', () => {
  let narrowed = 0;
  const verdicts = fc.array(fc.constantFrom('accepted' as const, 'rejected' as const, 'undecided' as const), {
    minLength: 120,
    maxLength: 120,
  });
  fc.assert(
    fc.property(raws, verdicts, (all, said) => {
      const units = all.map(unitOf);
      const combined = combinePlans(units);
      const decisions = new Map<string, Decision>();
      const own = units.map(() => new Map<string, Decision>());
      let next = 0;
      const files = reviewFiles(combined.plan, combined.read);
      for (const [index, unit] of units.entries()) {
        const folder = unitFolder(unit);
        for (const alone of reviewFiles(unit.plan, readerOf(unit.images))) {
          const there = files.find(({ path }) => path === `${folder}/${alone.path}`);
          assert.equal(there?.hunks.length, alone.hunks.length);
          for (const [number, { id }] of alone.hunks.entries()) {
            const decision = decided(said[next++ % said.length] ?? 'undecided');
            own[index]?.set(id, decision);
            decisions.set(there?.hunks[number]?.id ?? '', decision);
          }
        }
      }
      for (const [index, one] of splitDecisions(combined, decisions).entries()) {
        const expected = decidePlan(one.unit.plan, readerOf(one.unit.images), own[index] ?? new Map(), 'rejected');
        assert.deepEqual(one.decided, expected);
        if (one.verdict === 'narrowed') narrowed++;
        assert.equal(one.verdict === 'whole', planId(expected.plan) === planId(one.unit.plan));
      }
    }),
    { numRuns: 150 },
  );
  assert.ok(narrowed > 100, 'control: many were narrowed');
});

test('control: decisions by the names of a unit alone say nothing about the combined plan', () => {
  const unit = unitOf({ files: [3], whole: [] }, 0);
  const combined = combinePlans([unit]);
  const wrong = new Map(ids({ plan: unit.plan, read: readerOf(unit.images) }).map((id) => [id, decided('accepted')]));
  assert.equal(splitDecisions(combined, wrong)[0]?.verdict, 'none');
});

test('folders of units are safe, and differ where units differ', () => {
  const hostile = ['../x', '.git/x', 'git~1/x', 'a/-b', 'a/%2Fb', 'a/%', 'a//b', 'C:/x', '\u202e/x', '.codex/x', 'a/.'];
  for (const repo of [...KEYS, ...hostile]) {
    for (const shard of ['', 'api-1']) {
      const folder = unitFolder({ repo, shard });
      assert.deepEqual(splitUnitPath(`${folder}/-/x.py`), { repo, shard, path: '-/x.py' });
      const plan = samplePlan([create(`${folder}/x.py`, 'x')]);
      assert.doesNotThrow(() => readPlan('plan', serializePlan(plan)), repo);
    }
  }
  assert.equal(splitUnitPath('a/b.py'), null);
});

test('what belongs together in one unit is decided together, and apart from the same in another one', () => {
  const unit = (repo: string): PlanUnit => {
    const changes = ['a', 'b'].map((path) => grouped(create(path, TEXT), '0'.repeat(16)));
    return { repo, shard: '', plan: samplePlan(changes), images: new Map() };
  };
  const combined = combinePlans([unit('x/one'), unit('x/two')]);
  const sets = reviewFiles(combined.plan, combined.read).map(({ hunks }) => hunks[0]?.set);
  assert.deepEqual([sets[0] === sets[1], sets[2] === sets[3], sets[1] === sets[2]], [true, true, false]);
  const [first] = reviewFiles(combined.plan, combined.read)[0]?.hunks ?? [];
  const half = new Map([[first?.id ?? '', { verdict: 'accepted', reason: '', edited: null }]] as const);
  const [one, two] = splitDecisions(combined, half);
  assert.deepEqual([one?.decided.faults.length, two?.decided.faults.length], [1, 0]);
});

test('what was rejected before takes along what belongs to it', () => {
  const changes = ['a', 'b', 'c'].map((path) =>
    path === 'c' ? create(path, TEXT) : grouped(create(path, TEXT), '0'.repeat(16)),
  );
  const plan = samplePlan(changes.map((change) => ({ ...change, codemod: change.path }) as Change));
  const [hunk = ''] = reviewFiles(plan, () => null).flatMap((file) => file.hunks.map(({ id }) => id));
  const left = withoutRejected({ plan, images: new Map() }, [{ hunk, reason: 'no' }]);
  assert.deepEqual(
    left?.plan.changes.map(({ path }) => path),
    ['c'],
  );
  assert.deepEqual(
    left?.rejections.map(({ reason }) => reason),
    ['no', 'no'],
  );
});
