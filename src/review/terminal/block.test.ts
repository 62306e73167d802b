import assert from 'node:assert/strict';
import { UNDECIDED } from '../../core/review/decision.js';
import { type SampleHunk, sampleFiles } from '../../testing/sample-session.js';
import { suite } from '../../testing/suite.js';
import { blocksOf, partsOf, split } from './block.js';

const test = suite('blocks');

const TEXT = ['import os', ...Array.from({ length: 60 }, (_, index) => `value_${index} = old(${index})`), ''].join('\n');

function hunk(number: number, { imports = false, ...more }: Partial<SampleHunk> & { imports?: boolean } = {}): SampleHunk {
  const after = TEXT.replace(`old(${number})`, `new(${number})`);
  return {
    path: 'app.py',
    before: TEXT,
    after: imports ? after.replace('import os\n', 'import os\nimport sys\n') : after,
    ...more,
  };
}

function sizes(hunks: readonly SampleHunk[]): readonly number[] {
  return blocksOf(sampleFiles(hunks), new Map()).map((block) => block.hunks.length);
}

test('hunks whose context touches are one block, others are not', () => {
  assert.deepEqual(sizes([hunk(10), hunk(17)]), [2]);
  assert.deepEqual(sizes([hunk(10), hunk(18)]), [1, 1]);
  assert.deepEqual(sizes([hunk(10), hunk(14), hunk(18), hunk(40)]), [3, 1]);
  assert.deepEqual(sizes([hunk(10), { ...hunk(11), path: 'b.py' }]), [1, 1]);
});

test('an import that hunks share does not make them one', () => {
  assert.deepEqual(sizes([hunk(20, { imports: true }), hunk(40, { imports: true })]), [1, 1]);
  assert.deepEqual(sizes([hunk(20, { imports: true }), hunk(22, { imports: true })]), [2]);
  const [block] = blocksOf(sampleFiles([hunk(20, { imports: true }), hunk(22, { imports: true })]), new Map());
  assert.ok(block !== undefined);
  const lines = partsOf(block).flatMap((part) => part.lines);
  assert.equal(lines.filter((line) => line === '+import sys').length, 1, 'and is shown once');
});

test('what is safe is never decided together with what is not, nor what was decided differently', () => {
  assert.deepEqual(sizes([hunk(10), hunk(12, { applicability: 'unsafe', caveat: 'It may wait.' })]), [1, 1]);
  const files = sampleFiles([hunk(10), hunk(12)]);
  const first = files[0]?.hunks[0]?.id ?? '';
  assert.equal(blocksOf(files, new Map([[first, { ...UNDECIDED, verdict: 'accepted' }]])).length, 2);
  assert.equal(blocksOf(files, new Map([[first, UNDECIDED]])).length, 1);
});

test('a block has a size that can be judged at once', () => {
  assert.deepEqual(sizes(Array.from({ length: 30 }, (_, index) => hunk(index * 2))), [12, 12, 6]);
});

test('a block that is split is its hunks', () => {
  const files = sampleFiles([hunk(10), hunk(12)]);
  const [block] = blocksOf(files, new Map());
  assert.ok(block !== undefined);
  assert.deepEqual(
    split(block).map(({ hunks }) => hunks),
    files[0]?.hunks.map((one) => [one]),
  );
  assert.deepEqual(
    split(block).map(partsOf),
    files[0]?.hunks.map(({ parts }) => parts),
  );
});
