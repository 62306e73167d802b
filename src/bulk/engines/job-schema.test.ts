import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from '../../testing/suite.js';
import { readLeftEnd } from './end-schema.js';
import { isJob } from './job-schema.js';

const test = suite('job schema');
const JOB = {
  id: `j${'0a'.repeat(20)}`,
  campaign: 'sqlite-pool',
  stage: 'publish',
  lane: 'publish:git.example.org:8443',
  order: 'f'.repeat(64),
  attempt: 1,
};

test('a job is one', () => {
  assert.ok(isJob(JOB));
  assert.ok(isJob({ ...JOB, lane: 'plan', stage: 'plan' }));
});

test('nothing else is, whatever a queue holds', () => {
  const member = fc.constantFrom(...Object.keys(JOB), '__proto__', 'constructor', 'more');
  const broken = fc
    .tuple(member, fc.anything())
    .map(([name, value]) => Object.fromEntries([...Object.entries(JOB), [name, value]]));
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.jsonValue(), broken), (value) => {
      if (!isJob(value)) return true;
      // What is taken for a job holds nothing that could be a path, a key or an option.
      const texts = [value.id, value.campaign, value.lane, value.order];
      return Object.keys(value).length === 6 && texts.every((text) => /^[a-z0-9][a-z0-9._:[\]-]*$/.test(text));
    }),
    { numRuns: 10_000 },
  );
  for (const wrong of [
    { id: '1' },
    { id: 'j:1' },
    { lane: '../x' },
    { order: 'F'.repeat(64) },
    { attempt: 0 },
    { stage: 'eval' },
    { url: 'x' },
  ]) {
    assert.ok(!isJob({ ...JOB, ...wrong }), JSON.stringify(wrong));
  }
});

test('an end is read only where it is one, and tells nothing of the campaign itself', () => {
  const read = (end: unknown) => readLeftEnd(Buffer.from(JSON.stringify({ at: 1, end })));
  const done = { kind: 'done', events: [{ event: 'skipped', code: 'binary', message: 'm' }] };
  assert.deepEqual(read(done)?.end, done);
  for (const event of [
    { event: 'approved', shard: '', plan: 'a'.repeat(64) },
    { event: 'skipped', code: 1, message: 'm' },
    { event: 'skipped', code: 'x', message: 'm', repo: 'other' },
  ]) {
    assert.equal(read({ kind: 'done', events: [event] }), null, JSON.stringify(event));
  }
  fc.assert(fc.property(fc.string(), (text) => readLeftEnd(Buffer.from(text)) === null));
});
