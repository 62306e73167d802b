import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import type { BegunVerb } from '../model/campaign-state.js';
import { CutOffVerbs } from './cut-off-verbs.js';

const test = suite('verbs that were cut off');

const at = '2026-01-02T03:04:05.000Z';
const PUBLISH = { verb: 'publish', options: { publisher: 'pull-request' }, at };
const ONE = { verb: 'publish', options: { publisher: 'pull-request', repos: ['h/one'] }, at };

function after(...begun: readonly BegunVerb[]): CutOffVerbs {
  const verbs = new CutOffVerbs();
  for (const one of begun) verbs.begin(one);
  return verbs;
}

/** The verb to go on with, after the last one that began has ended. */
function left(...begun: readonly BegunVerb[]): unknown {
  const verbs = after(...begun);
  verbs.end(begun.at(-1)?.verb ?? '');
  return verbs.last;
}

test('a verb that is about less, or goes another way, leaves the one before it to be taken up', () => {
  assert.deepEqual(left(PUBLISH, ONE), PUBLISH);
  assert.deepEqual(left(ONE, { ...ONE, options: { ...ONE.options, repos: ['h/two'] } }), ONE);
  assert.deepEqual(left(PUBLISH, { verb: 'publish', options: { publisher: 'branch' }, at }), PUBLISH);
  assert.deepEqual(left(PUBLISH, { verb: 'sync', options: {}, at }), PUBLISH);
  assert.deepEqual(left(PUBLISH, { verb: 'undo', options: { repos: ['h/one'] }, at }), PUBLISH);
});

test('the same again, or about more, leaves nothing to be taken up; nor does what takes it back', () => {
  assert.equal(left(PUBLISH), null);
  assert.equal(left(PUBLISH, PUBLISH), null);
  assert.equal(left(PUBLISH, { verb: 'publish', options: { again: false, publisher: 'pull-request' }, at }), null);
  assert.equal(left(ONE, PUBLISH), null);
  assert.equal(left(PUBLISH, { verb: 'undo', options: {}, at }), null);
  assert.equal(left(ONE, { verb: 'close', options: { repos: ['h/one'] }, at }), null);
});

test('the last that was cut off is taken up first', () => {
  assert.deepEqual(after(PUBLISH, ONE).last, ONE);
});
