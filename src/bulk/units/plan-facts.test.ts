import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { planId } from '../../core/plan.js';
import { reviewFiles } from '../../core/review/review-files.js';
import { gitRepository } from '../../testing/git-repository.js';
import { SAMPLE_LEFT } from '../../testing/sample-left.js';
import { create, modify, remove, rename, samplePlan } from '../../testing/sample-plan.js';
import { suite } from '../../testing/suite.js';
import { type Image, type Images, readerOf } from './images.js';
import { diffOf, planFacts } from './plan-facts.js';

const test = suite('facts of a plan');

const FILES = { 'a.py': 'x = 1\ny = 2\n', 'b.py': 'x = 7\n', 'old.py': 'a\nb\n', 'from.py': 'm\n' } as const;
const IMAGES: Images = new Map(
  Object.entries(FILES).map(([file, text]): [string, Image] => [file, { bytes: Buffer.from(text), mode: 0o644 }]),
);
const PLAN = {
  ...samplePlan([
    modify('a.py', FILES['a.py'], 'x = 1', 'x = 10'),
    modify('b.py', FILES['b.py'], 'x = 7', 'x = 70'),
    create('new.py', 'n\nm\n'),
    remove('old.py', FILES['old.py']),
    rename('from.py', 'to.py', FILES['from.py']),
  ]),
  left: SAMPLE_LEFT,
};

test('counts files, lines, fixes and what is left, and tells the shapes that a review shows', () => {
  const { shapes, ...facts } = planFacts(PLAN, IMAGES);
  assert.deepEqual(facts, {
    ...{ plan: planId(PLAN), files: 5, added: 4, removed: 4, fixes: 2 },
    left: { SAMPLE001: 2, 'codemod-threw': 1, 'too-large': 1, 'withheld-unsafe': 1 },
  });
  const seen = reviewFiles(PLAN, readerOf(IMAGES)).flatMap(({ hunks }) => hunks.map(({ shape }) => shape));
  assert.equal(seen.length, 5);
  assert.deepEqual(shapes, [...new Set(seen)].sort());
  assert.equal(shapes.length, 4, 'two of them do the same with other numbers');
});

test('git applies the diff', () => {
  const top = gitRepository(FILES);
  execFileSync('git', ['apply', '-'], { cwd: top, input: diffOf(PLAN, IMAGES) });
  assert.equal(readFileSync(path.join(top, 'a.py'), 'utf8'), 'x = 10\ny = 2\n');
  assert.equal(readFileSync(path.join(top, 'new.py'), 'utf8'), 'n\nm\n');
  assert.equal(readFileSync(path.join(top, 'to.py'), 'utf8'), 'm\n');
  assert.throws(() => readFileSync(path.join(top, 'old.py')));
});
