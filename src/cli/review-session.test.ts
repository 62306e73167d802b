import assert from 'node:assert/strict';
import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import { planId } from '../core/plan.js';
import type { DecidedPlan } from '../core/review/decide.js';
import type { ReviewPurpose } from '../core/review/session.js';
import { grouped, modify, samplePlan } from '../testing/sample-plan.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { appendDecisions } from './decisions-file.js';
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

/** A review of two hunks that belong together, and one that stands by itself. */
function reviewOfThree() {
  const edit = (file: string) => modify(file, 'one\n', 'one', 'two');
  const changes = [...['a.txt', 'b.txt'].map((file) => grouped(edit(file), '0'.repeat(16))), edit('c.txt')];
  const plan = samplePlan(changes);
  const decisionsFile = path.join(tempFolder(), 'plan.json.decisions.ndjson');
  const carryOut = async ({ counts }: DecidedPlan) => ({
    ...{ run: null, files: counts.accepted, records: '', takeBack: '' },
  });
  const session = openReview({
    ...{ plan, id: planId(plan), read: () => Buffer.from('one\n'), decisionsFile, carryOut, again: 'npx codemod go-on' },
  });
  const [a = '', b = '', c = ''] = session.files.flatMap(({ hunks }) => hunks.map(({ id }) => id));
  const verdicts = () => [a, b, c].map((id) => session.decisions().get(id)?.verdict ?? 'undecided');
  return { session, decisionsFile, plan, verdicts, a, b, c };
}

test('what belongs together is decided together, however one of them is decided', async () => {
  const { session, verdicts, a, b, c } = reviewOfThree();
  assert.deepEqual(await session.decide([a], { verdict: 'rejected', reason: 'too slow' }), [b]);
  assert.deepEqual(verdicts(), ['rejected', 'rejected', 'undecided']);
  assert.equal(session.decisions().get(b)?.reason, 'too slow');
  assert.deepEqual(await session.decide([b], { verdict: 'rejected', reason: 'another word' }), [], 'a comment is of one hunk');
  assert.equal(session.decisions().get(a)?.reason, 'too slow');
  assert.deepEqual(await session.decide([b, c], { verdict: 'accepted' }), [a]);
  assert.equal((await session.apply()).files, 3);
  assert.deepEqual(await session.decide([c], { verdict: 'rejected' }), [], 'the control: it stands by itself');
});

test('a hunk that is edited takes the others along as they were planned', async () => {
  const { session, a, b } = reviewOfThree();
  const edited = '@@ -1 +1 @@\n-one\n+three\n';
  assert.equal(await session.checkEdit(a, edited), null);
  await session.decide([a], { verdict: 'accepted', edited });
  assert.deepEqual([session.decisions().get(a)?.edited, session.decisions().get(b)?.edited], [edited, null]);
  assert.equal((await session.apply()).files, 2);
});

test('decisions that split what belongs together are refused, from whomever they are', async () => {
  const { session, decisionsFile, plan, a, c } = reviewOfThree();
  const record = { codemodDecision: 1, plan: planId(plan), reason: '', edited: null, time: '2026-01-01T00:00:00Z' } as const;
  await appendDecisions(decisionsFile, [
    { ...record, hunk: a, verdict: 'accepted' },
    { ...record, hunk: c, verdict: 'accepted' },
  ]);
  const isSplit = (thrown: unknown): boolean => thrown instanceof CodemodError && thrown.code === 'plan-split';
  await assert.rejects(
    session.apply(),
    (thrown) =>
      isSplit(thrown) &&
      /^Nothing was written, because hunks that belong .*:\n {2}a\.txt is accepted, and b\.txt not\nAccept .*: npx codemod go-on$/.test(
        String(Reflect.get(thrown as object, 'message')),
      ),
  );
  assert.deepEqual(
    await session.decide([a], { verdict: 'accepted' }),
    session.files[1]?.hunks.map(({ id }) => id),
  );
  assert.equal((await session.apply()).files, 3);
});
