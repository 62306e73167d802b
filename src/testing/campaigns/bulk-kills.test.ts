import assert from 'node:assert/strict';
import { suite } from '../suite.js';
import { tempFolder } from '../temp-folder.js';
import { type DisturbedOptions, disturbedCampaign } from './disturbed-campaign.js';

const test = suite('campaigns that are killed');

const KINDS = ['one-file', 'many-files', 'no-change', 'empty', 'renamed-default', 'conflict', 'odd-names', 'executable'];
const small = (more: Partial<DisturbedOptions>): DisturbedOptions => ({
  ...{
    folder: tempFolder(),
    seed: 11,
    count: 8,
    kinds: KINDS,
    dialect: 'github',
    engine: 'local',
    codemod: 'cli-sys-import',
    kills: 6,
  },
  ...more,
});

test('by themselves: nothing is doubled, lost or erased, and the end is that of one left alone', async () => {
  const { faults, counts, pullRequests } = await disturbedCampaign(small({}));
  assert.deepEqual(faults, { duplicates: [], erased: [], lost: [], different: [] });
  assert.ok(Object.values(counts.killed).reduce((sum, count) => sum + count) >= 3, JSON.stringify(counts));
  assert.equal(pullRequests, 6);
});
