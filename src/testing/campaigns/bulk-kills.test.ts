import assert from 'node:assert/strict';
import { redisProgram } from '../redis-server.js';
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

test('through a queue with three workers, its Redis ended and emptied on the way', async () => {
  if (redisProgram() === null) return;
  const { faults, counts } = await disturbedCampaign(
    small({ engine: 'bullmq', dialect: 'gitea', seed: 13, codemod: 'sqlite-pool', kills: 4 }),
  );
  assert.deepEqual(faults, { duplicates: [], erased: [], lost: [], different: [] });
  assert.ok(Object.values(counts.killed).reduce((sum, count) => sum + count) >= 2, JSON.stringify(counts));
});

test('control: a client that finds no pull request that is there opens a second one', async () => {
  const { faults } = await disturbedCampaign(small({ blind: true, kinds: ['one-file'], count: 4, kills: 0 }));
  assert.notDeepEqual(faults.duplicates, []);
});
