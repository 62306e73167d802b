import assert from 'node:assert/strict';
import { suite } from '../../../testing/suite.js';
import { beginningOf } from './beginning-of.js';

const test = suite('what a verb begins with');

const WAITING = { outcome: 'waiting' } as const;
const PLANNED = { outcome: 'planned' } as const;

test('a plan tells how many it plans where that is known, and else among how many it looks', () => {
  assert.equal(beginningOf('bulk plan', [WAITING]), 'Planning 1 repository.');
  const many = Array.from({ length: 1_200 }, () => WAITING);
  assert.equal(beginningOf('bulk plan', many), 'Planning 1,200 repositories.');
  assert.equal(beginningOf('bulk plan', many, 20), 'Planning 20 repositories.');
  assert.equal(beginningOf('bulk plan', [PLANNED, WAITING]), 'Planning what is left to plan of 2 repositories.');
});

test('the others name what they look for, and no more than was asked about', () => {
  assert.equal(beginningOf('bulk publish', [PLANNED]), 'Publishing what is approved of 1 repository.');
  for (const verb of ['publish', 'sync', 'resume', 'retry', 'update', 'merge', 'close', 'undo'] as const) {
    assert.match(beginningOf(`bulk ${verb}`, [PLANNED, WAITING]), /^(?!Working on)[A-Z][a-z].* 2 repositories.*\.$/);
  }
  assert.equal(beginningOf('bulk show', [PLANNED]), 'Working on 1 repository.', 'control');
});
