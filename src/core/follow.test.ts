import assert from 'node:assert/strict';
import { create, modify, remove, rename } from '../testing/sample-plan.js';
import { suite } from '../testing/suite.js';
import { applySteps } from './change.js';
import { CodemodError } from './errors.js';
import { followedBy } from './follow.js';

const test = suite('changes that follow each other');

test('two modifications are one, with the steps of both', () => {
  const [change] = followedBy([modify('a', 'one two', 'one', '1')], [modify('a', '1 two', 'two', '2')]);
  assert.ok(change?.kind === 'modify');
  assert.equal(applySteps('one two', change.steps), '1 2');
  assert.equal(change.before.sha256, modify('a', 'one two', 'one', '1').before.sha256);
});

test('what is taken back is no change', () => {
  assert.deepEqual(followedBy([modify('a', 'one', 'one', '1')], [modify('a', '1', '1', 'one')]), []);
  assert.deepEqual(followedBy([create('a', 'one')], [remove('a', 'one')]), []);
});

test('a file that is made and then edited is made with what the edits leave', () => {
  const edit = modify('a', 'one', 'one', '1');
  const [change] = followedBy([create('a', 'one')], [edit]);
  assert.ok(change?.kind === 'create');
  assert.equal(change.after.sha256, edit.after.sha256);
  assert.equal(applySteps(Buffer.from(change.content, 'base64').toString(), change.steps), '1');
});

test('a file that is edited and then deleted is the original, deleted', () => {
  const edit = modify('a', 'one', 'one', '1');
  assert.deepEqual(followedBy([edit], [remove('a', '1')]), [{ ...remove('a', 'one'), before: edit.before }]);
});

test('other paths stay', () => {
  assert.equal(followedBy([create('a', 'x'), create('b', 'x')], [create('c', 'x')]).length, 3);
});

test('what one run cannot hold is refused', () => {
  const refused = (error: unknown): boolean => error instanceof CodemodError && error.code === 'plan-inconsistent';
  assert.throws(() => followedBy([rename('a', 'b', 'x')], [modify('b', 'x', 'x', 'y')]), refused);
  assert.throws(() => followedBy([remove('a', 'x')], [create('a', 'y')]), refused);
});
