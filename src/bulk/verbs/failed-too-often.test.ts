import assert from 'node:assert/strict';
import { type SampleRepository, sampleCampaign } from '../../testing/sample-campaign.js';
import { suite } from '../../testing/suite.js';
import { failedTooOften } from './failed-too-often.js';

const test = suite('what a wave came to');

const REFUSED = { event: 'failed', stage: 'publish', code: 'forge-denied', message: 'no', transient: false } as const;

/** A wave of approved changes, of which so many could not be published. */
function told(failed: number, all: number, most = 0.2): string | null {
  const wave = Array.from({ length: all }, (_, number): SampleRepository => {
    const fate: SampleRepository['fate'] = ({ shard, plan, ...unit }) => [
      { event: 'planned', base: { branch: 'main', commit: 'b'.repeat(40) }, units: [{ shard, plan, ...unit }] },
      { event: 'approved', shard, plan },
      ...(number < failed ? [REFUSED] : []),
    ];
    return { repo: `github.com/acme/r${number}`, fate };
  });
  return failedTooOften([...sampleCampaign(wave).state.repositories.values()], most);
}

test('one repository is told of as one, and several as several', () => {
  assert.equal(told(1, 1), '1 of 1 repository failed, is red or was closed (more than 20 %).');
  assert.equal(told(1, 4), '1 of 4 repositories failed, is red or was closed (more than 20 %).');
  assert.equal(told(3, 4), '3 of 4 repositories failed, are red or were closed (more than 20 %).');
});

test('what may fail stops nothing', () => {
  assert.equal(told(1, 5), null);
  assert.equal(told(0, 5, 0), null);
  assert.equal(told(0, 0), null);
  assert.equal(told(4, 4, 1), null);
});
