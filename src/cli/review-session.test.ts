import assert from 'node:assert/strict';
import path from 'node:path';
import { planId } from '../core/plan.js';
import type { DecidedPlan } from '../core/review/decide.js';
import { modify, samplePlan } from '../testing/sample-plan.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { openReview } from './review-session.js';

const test = suite('review sessions');

/** Two reviews of one plan, as two processes would have them open. */
function twoReviews() {
  const plan = samplePlan([modify('a.txt', 'one\n', 'one', 'two'), modify('b.txt', 'one\n', 'one', 'two')]);
  const decisionsFile = path.join(tempFolder(), 'plan.json.decisions.ndjson');
  const applied: DecidedPlan['counts'][] = [];
  const open = () =>
    openReview({
      ...{ plan, id: planId(plan), read: () => Buffer.from('one\n'), decisionsFile },
      async carryOut({ counts }) {
        applied.push(counts);
        return { run: null, files: 0, records: '', takeBack: '' };
      },
    });
  const [first, second] = [open(), open()];
  const [a = '', b = ''] = first.files.flatMap(({ hunks }) => hunks.map(({ id }) => id));
  return { first, second, a, b, applied };
}

test('a review sees what another one decides, and carries out no hunk that was rejected there', async () => {
  const { first, second, a, b, applied } = twoReviews();
  assert.equal(second.decisions().get(a), undefined);
  await first.decide([a], { verdict: 'rejected', reason: 'not this one' });
  assert.equal(second.decisions().get(a)?.reason, 'not this one');
  await second.decide([b], { verdict: 'accepted' });
  await second.apply();
  assert.deepEqual(applied, [{ accepted: 1, rejected: 1, undecided: 0 }]);
});

test('a comment stays when its hunk is decided without another word', async () => {
  const { first, a } = twoReviews();
  await first.decide([a], { verdict: 'undecided', reason: 'ask first' });
  await first.decide([a], { verdict: 'accepted' });
  assert.deepEqual(first.decisions().get(a), { verdict: 'accepted', reason: 'ask first', edited: null });
});
