import assert from 'node:assert/strict';
import { redisProgram } from '../redis-server.js';
import { suite } from '../suite.js';
import { tempFolder } from '../temp-folder.js';
import { type DisturbedOptions, disturbedCampaign } from './disturbed-campaign.js';

const test = suite('campaigns that are killed');

const KINDS = ['one-file', 'no-change', 'empty', 'renamed-default', 'odd-names', 'executable'];
const small = (more: Partial<DisturbedOptions>): DisturbedOptions => ({
  ...{
    folder: tempFolder(),
    seed: 11,
    count: 6,
    kinds: KINDS,
    dialect: 'github',
    engine: 'local',
    codemod: 'cli-sys-import',
    kills: 4,
  },
  ...more,
});

test('by themselves: nothing is doubled, lost or erased, and the end is that of one left alone', async () => {
  const { faults, counts, pullRequests } = await disturbedCampaign(small({}));
  assert.deepEqual(faults, { duplicates: [], erased: [], lost: [], different: [] });
  assert.ok(Object.values(counts.killed).reduce((sum, count) => sum + count) > 0, JSON.stringify(counts));
  assert.equal(pullRequests, 4);
});

test('through a queue with three workers, its Redis ended and emptied on the way', async () => {
  if (redisProgram() === null) return;
  const { faults, counts } = await disturbedCampaign(
    small({ engine: 'bullmq', dialect: 'gitea', seed: 13, codemod: 'sqlite-pool', kills: 3 }),
  );
  assert.deepEqual(faults, { duplicates: [], erased: [], lost: [], different: [] });
  assert.ok(Object.values(counts.killed).reduce((sum, count) => sum + count) > 0, JSON.stringify(counts));
});

test('while what they have published is merged and undone, with answers of every kind lost', async () => {
  const { faults, counts } = await disturbedCampaign(small({ takesBack: true, dialect: 'gitlab', seed: 17, kills: 6 }));
  assert.deepEqual(faults, { duplicates: [], erased: [], lost: [], different: [] });
  assert.ok(Object.values(counts.killed).reduce((sum, count) => sum + count) > 0, JSON.stringify(counts));
});

test('control: a client that finds no pull request that is there opens a second one', async () => {
  const { faults } = await disturbedCampaign(small({ blind: true, kinds: ['one-file'], count: 2, kills: 0 }));
  assert.notDeepEqual(faults.duplicates, []);
});
