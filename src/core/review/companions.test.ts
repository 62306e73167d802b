import assert from 'node:assert/strict';
import { create, grouped, modify, remove, samplePlan } from '../../testing/sample-plan.js';
import { suite } from '../../testing/suite.js';
import type { Change } from '../change.js';
import { followedBy } from '../follow.js';
import { groupsOf } from '../groups.js';
import { companionSets, fallingWith } from './companions.js';
import { decidePlan } from './decide.js';
import type { Decisions, Verdict } from './decision.js';
import { reviewFiles } from './review-files.js';

const test = suite('hunks that belong together');

const TEXT = 'one\n';
const [G, H, K] = ['0000000000000001', '0000000000000002', '0000000000000003'];
const read = () => Buffer.from(TEXT);

const edit = (path: string): Change => modify(path, TEXT, 'one', '1');

const CHANGES = [
  grouped(edit('a'), G),
  edit('alone'),
  grouped(create('b', 'x'), G, H),
  grouped(edit('c'), H),
  grouped(edit('d'), K),
  grouped({ ...remove('e', TEXT), codemod: 'other' } as Change, K),
];

function decisions(verdicts: Readonly<Record<string, Verdict>>): Decisions {
  const hunks = reviewFiles(samplePlan(CHANGES), read).flatMap((file) => file.hunks);
  return new Map(
    Object.entries(verdicts).map(([path, verdict]) => {
      const id = hunks.find((hunk) => hunk.path === path)?.id ?? '';
      return [id, { verdict, reason: '', edited: null }];
    }),
  );
}

/** Which paths stand and which fall of what belongs together. */
function split(verdicts: Readonly<Record<string, Verdict>>, undecided: 'accepted' | 'rejected' = 'accepted') {
  const decided = decidePlan(samplePlan(CHANGES), read, decisions(verdicts), undecided);
  const names = (some: readonly { readonly path: string }[]): string =>
    some
      .map(({ path }) => path)
      .sort()
      .join();
  return decided.split.map(({ stand, fall }) => `${names(stand)}|${names(fall)}`);
}

test('they share a group, or share one with what shares one with them', () => {
  const sets = companionSets(CHANGES).map((set) =>
    set
      .map(({ path }) => path)
      .sort()
      .join(),
  );
  assert.deepEqual([...sets].sort(), ['a,b,c', 'd,e']);
  const files = reviewFiles(samplePlan(CHANGES), read);
  const setOf = (path: string) => files.find((file) => file.path === path)?.hunks[0]?.set;
  assert.equal(setOf('a'), setOf('c'));
  assert.notEqual(setOf('a'), setOf('d'));
  assert.equal(setOf('alone'), undefined);
});

test('a plan of which a part of them is accepted is split, whatever became of all others', () => {
  assert.deepEqual(split({ a: 'rejected', alone: 'rejected' }), ['b,c|a']);
  assert.deepEqual(split({ a: 'accepted' }, 'rejected'), ['a|b,c']);
  const { faults } = decidePlan(samplePlan(CHANGES), read, decisions({ c: 'rejected' }), 'accepted');
  assert.deepEqual(
    faults.map(({ message }) => message),
    ['hunks that belong together are decided apart: a, b are accepted, and c not'],
  );
  // The controls: all of them, none of them, and one that belongs to nothing.
  assert.deepEqual(split({ a: 'rejected', b: 'rejected', c: 'rejected' }), []);
  assert.deepEqual(split({ a: 'accepted', b: 'accepted', c: 'accepted' }), []);
  assert.deepEqual(split({ alone: 'rejected' }), []);
});

test('what falls takes the others along, and is named as their cause', () => {
  const ids = new Map(reviewFiles(samplePlan(CHANGES), read).map(({ path, hunks }) => [hunks[0]?.id ?? '', path]));
  const [first] = decisions({ c: 'rejected' }).keys();
  const falling = fallingWith(CHANGES, [first ?? '']);
  assert.deepEqual([...falling.keys()].map((id) => ids.get(id)).sort(), ['a', 'b', 'c']);
  assert.deepEqual(new Set(falling.values()), new Set([first]));
});

test('a file that a later step takes away still belongs to what was changed along with it', () => {
  const [gone] = followedBy([grouped(edit('a'), H)], [grouped(remove('a', '1\n'), G)]);
  assert.ok(gone?.kind === 'delete');
  assert.deepEqual(groupsOf(gone), [G, H]);
});
