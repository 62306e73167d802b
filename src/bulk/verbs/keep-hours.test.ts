import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { SAMPLE_SPEC } from '../../testing/sample-campaign.js';
import { suite } from '../../testing/suite.js';
import type { OpenCampaign } from '../campaign/open-campaign.js';
import type { Engine } from '../engines/engine.js';
import { settingsOf } from '../hosts/known-hosts.js';
import { withinHours } from './keep-hours.js';

const test = suite('hours of hosts');

/** @returns the rests of lanes, and a context whose one host may be written to from 8 to 18. */
function scene(hours: string | null) {
  const rests: string[] = [];
  const known = settingsOf('github.com', []);
  const spec = { ...SAMPLE_SPEC, hosts: [{ ...known, pace: { ...known.pace, hours } }] };
  const campaign: Pick<OpenCampaign, 'spec'> = { spec };
  const engine: Pick<Engine, 'rest'> = {
    async rest(lane, until) {
      rests.push(`${lane} ${new Date(until).getHours()}`);
    },
  };
  return { rests, campaign, engine };
}

test('a host is left in peace when its hours end while a verb runs, and not before', async () => {
  const { rests, campaign, engine } = scene('08:00-18:00');
  let now = new Date(2026, 0, 5, 17, 59);
  await withinHours(
    { campaign, engine },
    async () => {
      await setTimeout(30);
      assert.deepEqual(rests, []);
      now = new Date(2026, 0, 5, 18, 0);
      await setTimeout(30);
      assert.ok(rests.length > 0);
      assert.equal(rests[0], 'publish:github.com 8');
    },
    { now: () => now, every: 5 },
  );
  const told = rests.length;
  await setTimeout(30);
  assert.equal(rests.length, told, 'and the clock is looked at no more');
});

test('hosts without hours are not looked at', async () => {
  const { rests, campaign, engine } = scene(null);
  await withinHours({ campaign, engine }, () => setTimeout(20), { now: () => new Date(2026, 0, 5, 3), every: 5 });
  assert.deepEqual(rests, []);
});
