import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import type { JournalEntry, PlannedUnit, PullRequestFacts } from '../model/events.js';
import type { Target } from '../model/target.js';
import { CampaignFold } from './fold.js';
import { entryOf } from './journal-line.js';
import { countRepositories } from './outcome-of.js';

const test = suite('campaign fold');

const REPO = 'github.com/acme/api';
const TARGET: Target = {
  ...{ repo: REPO, url: 'https://github.com/acme/api.git', host: 'github.com', base: null, wave: 1 },
  ...{ groups: [], params: {}, include: [], exclude: [] },
};
const BASE = { branch: 'main', commit: 'b'.repeat(40) };
const unit = (plan: string, shard = ''): PlannedUnit => ({
  ...{ shard, plan: plan.repeat(64), commit: plan.repeat(40), tree: 'f'.repeat(40), files: 1, added: 1, removed: 1, fixes: 1 },
  ...{ shapes: ['s'], left: { POOL001: 2 } },
});
const request = (state: PullRequestFacts['state'], number = 1): PullRequestFacts => ({
  ...{ number, url: 'https://github.com/acme/api/pull/1', state, checks: 'none', draft: false, mergeCommit: null },
});

type Said = JournalEntry extends infer E ? (E extends { at: string } ? Omit<E, 'at'> : never) : never;

function after(...events: readonly Said[]): ReturnType<typeof stateOf> {
  return stateOf([{ event: 'selected', repo: REPO, target: TARGET }, ...events]);
}

function stateOf(events: readonly Said[]) {
  const fold = new CampaignFold();
  for (const event of events) fold.add({ at: '2026-01-01T00:00:00.000Z', ...event } as JournalEntry);
  const repository = fold.repositories.get(REPO);
  assert.ok(repository);
  return { fold, repository, outcome: repository.outcome };
}

const at = { repo: REPO, shard: '' } as const;
const planned = (plan: string): Said => ({ event: 'planned', repo: REPO, base: BASE, units: [unit(plan)] });
const pushed = (plan: string): Said => ({
  ...{ ...at, event: 'pushed', plan: plan.repeat(64), branch: 'codemod/x', commit: plan.repeat(40) },
});
const approved = (plan: string): Said => ({ ...at, event: 'approved', plan: plan.repeat(64) });
const pr = (state: PullRequestFacts['state'], number = 1): Said => ({
  ...at,
  event: 'pull-request',
  pullRequest: request(state, number),
});

test('a repository goes from waiting to merged', () => {
  assert.equal(after().outcome, 'waiting');
  assert.equal(after(planned('a')).outcome, 'planned');
  assert.equal(after(planned('a'), approved('a'), pushed('a')).outcome, 'pushed');
  assert.equal(after(planned('a'), approved('a'), pushed('a'), pr('open')).outcome, 'pr-open');
  assert.equal(after(planned('a'), approved('a'), pushed('a'), pr('open'), pr('merged')).outcome, 'merged');
});

test("a pull request that was closed is a person's doing, unless we have said that it is ours", () => {
  const open = [planned('a'), approved('a'), pushed('a'), pr('open')];
  assert.equal(after(...open, pr('closed')).outcome, 'closed-by-human');
  assert.equal(after(...open, { ...at, event: 'closed', number: 1, because: 'close' }).outcome, 'undone');
  assert.equal(after(...open, { ...at, event: 'closed', number: 1, because: 'close' }, pr('closed')).outcome, 'undone');
});

test('why we have closed a pull request says nothing of the next one', () => {
  const first = [
    planned('a'),
    approved('a'),
    pushed('a'),
    pr('open'),
    { ...at, event: 'closed', number: 1, because: 'close' },
  ] as const;
  assert.equal(after(...first, pr('closed', 2)).outcome, 'closed-by-human');
  assert.equal(after(...first, pr('closed', 1)).outcome, 'undone', 'the control: looked at again');
});

test('what a review has rejected can be taken back, also where a journal has its keys alone', () => {
  const [one, two] = ['1'.repeat(64), '2'.repeat(64)];
  const old = entryOf(JSON.stringify({ at: '2026-01-01T00:00:00.000Z', event: 'rejected', repo: REPO, keys: [one] }));
  assert.ok(old !== null, 'what was rejected before stays so');
  const hunk: Said = { event: 'rejected', repo: REPO, hunk: 'h', codemod: 'c', path: 'a.py', reason: 'no', keys: [one, two] };
  const keysAfter = (...events: readonly Said[]) => after(...events).repository.rejected.flatMap(({ keys }) => keys);
  assert.deepEqual(keysAfter(old, hunk), [one, one, two]);
  assert.deepEqual(keysAfter(old, hunk, { event: 'reconsidered', repo: REPO, keys: [one] }), [two]);
  assert.deepEqual(
    keysAfter(hunk, { event: 'reconsidered', repo: REPO, keys: [two, one] }, hunk),
    [one, two],
    'and rejected anew',
  );
});

test('an approval is of one plan', () => {
  const first = after(planned('a'), approved('a'), planned('b')).repository.units[0];
  assert.equal(first?.approved, null);
  assert.equal(after(planned('a'), approved('a'), planned('a')).repository.units[0]?.approved, 'a'.repeat(64));
});

test('an approval after a push takes nothing of the push away', () => {
  const out = [planned('a'), approved('a'), pushed('a')];
  const narrowed: Said = { event: 'narrowed', repo: REPO, unit: unit('b') };
  assert.equal(after(...out, approved('a')).outcome, 'pushed');
  const later = after(...out, narrowed);
  assert.equal(later.outcome, 'pushed');
  assert.deepEqual(
    [later.repository.units[0]?.pushed?.plan, later.repository.units[0]?.approved],
    ['a'.repeat(64), 'b'.repeat(64)],
  );
  assert.equal(after(...out, planned('b'), approved('b')).outcome, 'pushed');
  assert.equal(after(...out, planned('b')).outcome, 'planned', 'control: nobody has approved it');
  assert.equal(after(planned('a'), narrowed).outcome, 'planned', 'control: nothing is out');
});

test('commits that were planned stay ours, a commit that was only pushed does not become ours', () => {
  const state = after(planned('a'), planned('b'), { ...pushed('b'), commit: 'c'.repeat(40) } as Said);
  assert.deepEqual(state.repository.units[0]?.ours, ['a'.repeat(40), 'b'.repeat(40)]);
});

test('what could not be undone is not published again by itself, and told until something comes of it', () => {
  const told = (...events: readonly Said[]) => {
    const [one] = after(planned('a'), approved('a'), pushed('a'), pr('open'), ...events).repository.units;
    return [one?.cannotUndo?.code, one?.approved?.slice(0, 1), one?.needsHuman?.code];
  };
  const why = { message: 'It is not ours.' };
  const asks: Said = { ...at, event: 'needs-human', code: 'branch-changed', ...why };
  const left: Said = { ...at, event: 'cannot-undo', code: 'branch-changed', ...why };
  assert.deepEqual(told(asks), [undefined, 'a', 'branch-changed'], 'control');
  assert.deepEqual(told(asks, left, pr('open')), ['branch-changed', undefined, undefined]);
  for (const over of [approved('a'), pushed('a'), pr('merged')]) assert.equal(told(left, over)[0], undefined, over.event);
  const changed: Said = { ...left, code: 'changed-since' } as Said;
  assert.deepEqual(told(pr('merged'), changed, pr('merged'), approved('a')), ['changed-since', 'a', undefined]);
});

test('nothing left to change is no change, and a branch that is out is not forgotten', () => {
  const none: Said = { event: 'no-change', repo: REPO, base: BASE, left: {} };
  assert.equal(after(planned('a'), none).outcome, 'no-change');
  assert.deepEqual(after(planned('a'), none).repository.units, []);
  const out = after(planned('a'), approved('a'), pushed('a'), pr('open'), none);
  assert.equal(out.outcome, 'pr-open');
  assert.equal(out.repository.units[0]?.planned, null);
  assert.equal(out.repository.units[0]?.approved, null);
});

test('a failure holds until something goes well', () => {
  const failed: Said = { event: 'failed', repo: REPO, stage: 'plan', code: 'git-unreachable', message: 'no', transient: true };
  assert.equal(after(failed).outcome, 'failed');
  assert.equal(after(failed, failed).repository.attempts, 2);
  assert.equal(after(failed, planned('a')).outcome, 'planned');
  assert.equal(after(failed, planned('a')).repository.attempts, 0);
  assert.equal(after({ event: 'skipped', repo: REPO, code: 'repository-empty', message: 'no' }).outcome, 'skipped');
});

test('what needs a person is told until it is pushed or merged', () => {
  const needs: Said = { ...at, event: 'needs-human', code: 'branch-changed', message: 'no' };
  assert.equal(after(planned('a'), needs).outcome, 'needs-human');
  assert.equal(after(planned('a'), needs, pushed('a')).outcome, 'pushed');
  assert.equal(after(planned('a'), pushed('a'), pr('open'), needs).outcome, 'needs-human');
  assert.equal(after(planned('a'), pushed('a'), pr('open'), needs, pr('merged')).outcome, 'merged');
});

test('the outcome of several units is that of the least far', () => {
  const two: Said = { event: 'planned', repo: REPO, base: BASE, units: [unit('a', 'api'), unit('b', 'web')] };
  const one: Said = { ...pushed('a'), shard: 'api' } as Said;
  assert.equal(after(two, one).outcome, 'planned');
  assert.equal(after(two, one, { ...pushed('b'), shard: 'web' } as Said).outcome, 'pushed');
  assert.equal(after(two).repository.left['POOL001'], 4);
});

test('a unit that a review has rejected whole holds its repository back no more', () => {
  const key = '1'.repeat(64);
  const two: Said = { event: 'planned', repo: REPO, base: BASE, units: [unit('a', 'api'), unit('b', 'web')] };
  const one: Said = { ...pushed('a'), shard: 'api' } as Said;
  const declined = (plan: string, shard: string): Said => {
    return { event: 'declined', repo: REPO, shard, plan: plan.repeat(64), keys: [key] };
  };
  assert.equal(after(two, one).outcome, 'planned', 'control');
  const rejected = [two, one, declined('b', 'web')];
  assert.equal(after(...rejected).outcome, 'pushed');
  assert.equal(after(two, declined('a', 'api'), declined('b', 'web')).outcome, 'no-change', 'nothing is to come of it');
  assert.equal(after(two, declined('b', 'web')).outcome, 'planned', 'the other one is to be decided');
  assert.equal(after(...rejected, { event: 'reconsidered', repo: REPO, keys: [key] }).outcome, 'planned', 'it was taken back');
  assert.equal(after(...rejected, { event: 'reconsidered', repo: REPO, keys: ['2'.repeat(64)] }).outcome, 'pushed');
  assert.equal(after(...rejected, { ...approved('b'), shard: 'web' } as Said).outcome, 'planned', 'it was accepted after all');
  const anew: Said = { event: 'planned', repo: REPO, base: BASE, units: [unit('a', 'api'), unit('c', 'web')] };
  assert.equal(after(...rejected, anew).outcome, 'planned', 'another plan is to be decided anew');
  assert.equal(after(planned('a'), approved('a'), pushed('a'), planned('b'), declined('b', '')).outcome, 'pushed');
});

test('an intent stands until it is settled', () => {
  const intent: Said = { event: 'intent', repo: REPO, stage: 'publish', job: 'j1', attempt: 1 };
  assert.equal(after(planned('a'), intent).repository.intent?.job, 'j1');
  assert.equal(after(planned('a'), intent, { event: 'settled', repo: REPO, job: 'j1' }).repository.intent, null);
});

test('what was taken back is undone, and is not published again by itself', () => {
  const undone = after(
    planned('a'),
    approved('a'),
    pushed('a'),
    { ...at, event: 'branch-deleted', branch: 'codemod/x' },
    { ...at, event: 'undone' },
  );
  assert.equal(undone.outcome, 'undone');
  assert.equal(undone.repository.units[0]?.approved, null);
});

test('what a person has closed stays so when the rest of it is taken back', () => {
  const open = [planned('a'), approved('a'), pushed('a'), pr('open')];
  const undo: readonly Said[] = [
    { ...at, event: 'branch-deleted', branch: 'codemod/x' },
    { ...at, event: 'undone' },
  ];
  const closed = after(...open, pr('closed'), ...undo);
  assert.equal(closed.outcome, 'closed-by-human');
  assert.deepEqual([closed.repository.units[0]?.approved, closed.repository.units[0]?.pushed], [null, null]);
  assert.equal(after(...open, pr('closed'), ...undo, pr('closed'), ...undo).outcome, 'closed-by-human', 'undone twice');
  const ours: Said = { ...at, event: 'closed', number: 1, because: 'undo' };
  assert.equal(after(...open, ours, ...undo).outcome, 'undone', 'control: we have closed it');
});

test('a repository that is no longer named goes, unless something of it stands', () => {
  const dropped: Said = { event: 'dropped', repo: REPO };
  const fold = new CampaignFold();
  for (const event of [{ event: 'selected', repo: REPO, target: TARGET }, planned('a'), dropped]) {
    fold.add({ at: '', ...event } as JournalEntry);
  }
  assert.equal(fold.repositories.size, 0);
  assert.equal(after(planned('a'), pushed('a'), dropped).outcome, 'skipped');
  assert.equal(after(planned('a'), pushed('a'), dropped, { event: 'selected', repo: REPO, target: TARGET }).outcome, 'pushed');
});

test('a verb that has not ended can be taken up again', () => {
  const began: Said = { event: 'began', verb: 'publish', options: { publisher: 'branch' } };
  assert.deepEqual(after(began).fold.unfinished, {
    verb: 'publish',
    options: { publisher: 'branch' },
    at: '2026-01-01T00:00:00.000Z',
  });
  assert.equal(after(began, { event: 'ended', verb: 'publish' }).fold.unfinished, null);
  assert.equal(after({ event: 'stopped', wave: 1, reason: 'red' }).fold.stopped?.wave, 1);
  assert.equal(after({ event: 'stopped', wave: 1, reason: 'red' }, began).fold.stopped, null);
});

test('how it was published is known from the first job on, and not by a verb that had nothing to do', () => {
  const began = (publisher: string): Said => ({ event: 'began', verb: 'publish', options: { publisher } });
  const intent: Said = { event: 'intent', repo: REPO, stage: 'publish', job: 'j', attempt: 1 };
  assert.equal(after(began('pull-request'), { event: 'ended', verb: 'publish' }).fold.publisher, null);
  assert.equal(after(began('branch'), intent).fold.publisher, 'branch');
  assert.equal(after(began('branch'), intent, began('pull-request')).fold.publisher, 'branch');
  const unsigned: Said = { event: 'failed', repo: REPO, stage: 'sign', code: 'sign-failed', message: '', transient: false };
  assert.equal(after(began('branch'), unsigned).fold.publisher, 'branch', 'retry publishes as was meant');
});

test('outcomes add up to the repositories', () => {
  const counts = countRepositories([{ outcome: 'merged' }, { outcome: 'failed' }, { outcome: 'failed' }]);
  const { selected, ...rest } = counts;
  assert.equal(selected, 3);
  assert.equal(
    Object.values(rest).reduce((sum, count) => sum + count, 0),
    3,
  );
  assert.equal(rest.failed, 2);
});

test('a repository that is left alone stays so, whatever is heard of its pull requests', () => {
  const skipped: Said = { event: 'skipped', repo: REPO, code: 'opted-out', message: 'It asks for that.' };
  const open = [planned('a'), approved('a'), pushed('a'), pr('open')];
  assert.equal(after(...open, skipped, pr('open')).outcome, 'skipped');
  assert.equal(after(...open, { event: 'dropped', repo: REPO }, pr('merged')).outcome, 'skipped');
  assert.equal(after(...open, skipped, planned('a')).outcome, 'pr-open');
});

test('an approval takes no failure away', () => {
  const failed: Said = { event: 'failed', repo: REPO, stage: 'plan', code: 'git-failed', message: 'No.', transient: false };
  assert.equal(after(planned('a'), failed, approved('a')).outcome, 'failed');
  assert.equal(after(planned('a'), failed, planned('a')).outcome, 'planned');
});

test('what was taken back needs a new approval, and is merged where a person has opened and merged it again', () => {
  const closed: Said = { ...at, event: 'closed', number: 1, because: 'undo' };
  const undone = [planned('a'), approved('a'), pushed('a'), pr('open'), closed];
  assert.equal(after(...undone).repository.units[0]?.approved, null);
  assert.equal(after(...undone, pr('merged')).outcome, 'merged');
});

test('a signature is of one commit: on another base the same plan is signed again', () => {
  const signed: Said = { ...at, event: 'signed', plan: 'a'.repeat(64), commit: 'd'.repeat(40) };
  const [same] = after(planned('a'), approved('a'), signed, planned('a')).repository.units;
  assert.equal(same?.signed?.commit, 'd'.repeat(40));
  const rebased: Said = { event: 'planned', repo: REPO, base: BASE, units: [{ ...unit('a'), commit: 'e'.repeat(40) }] };
  const [moved] = after(planned('a'), approved('a'), signed, rebased).repository.units;
  assert.equal(moved?.signed, null);
  assert.notEqual(moved?.approved, null);
});

test('a new plan answers that the base was gone, and nothing else', () => {
  const gone = (code: string): Said => ({ ...at, event: 'needs-human', code, message: 'Look.' });
  assert.equal(after(planned('a'), gone('base-gone'), planned('b')).outcome, 'planned');
  assert.equal(after(planned('a'), gone('branch-changed'), planned('b')).outcome, 'needs-human');
});
