import assert from 'node:assert/strict';
import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import { planId } from '../core/plan.js';
import type { DecidedPlan } from '../core/review/decide.js';
import type { ReviewPurpose } from '../core/review/session.js';
import { modify, samplePlan } from '../testing/sample-plan.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { openReview } from './review-session.js';

const test = suite('review sessions');

/** Two reviews of one plan, as two processes would have them open. */
function twoReviews(purpose: ReviewPurpose = 'apply') {
  const plan = samplePlan([modify('a.txt', 'one\n', 'one', 'two'), modify('b.txt', 'one\n', 'one', 'two')]);
  const decisionsFile = path.join(tempFolder(), 'plan.json.decisions.ndjson');
  const applied: DecidedPlan['counts'][] = [];
  const open = () =>
    openReview({
      ...{ plan, id: planId(plan), read: () => Buffer.from('one\n'), decisionsFile, purpose, again: 'npx codemod go-on' },
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

test('what cannot stand alone is refused in the words of the review, with the command that goes on with it', async () => {
  for (const [purpose, nothing] of [
    ['apply', 'Nothing was written'],
    ['approve', 'Nothing was approved'],
  ] as const) {
    const { first, a, applied } = twoReviews(purpose);
    assert.equal(first.purpose, purpose);
    await first.decide([a], { verdict: 'accepted', edited: 'no diff' });
    const message = `^${nothing}, because what is accepted cannot stand alone:\\n  a\\.txt: .+\\nDecide .+: npx codemod go-on$`;
    await assert.rejects(
      first.apply(),
      (thrown) => thrown instanceof CodemodError && new RegExp(message, 's').test(thrown.message),
    );
    assert.deepEqual(applied, []);
  }
});
