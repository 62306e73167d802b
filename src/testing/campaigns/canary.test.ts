import assert from 'node:assert/strict';
import { redisProgram } from '../redis-server.js';
import { suite } from '../suite.js';
import { tempFolder } from '../temp-folder.js';
import { runCanary } from './canary.js';

const test = suite('a token in a campaign');
// With signs that look different in an address.
const token = 'canary+7f3a/K9q=Zr2%w8';
const KINDS = ['one-file', 'empty', 'broken-params'];

test('is nowhere: no file, no command line, no key of Redis, no report, no address', async () => {
  const engine = redisProgram() === null ? 'local' : 'bullmq';
  const result = await runCanary({ folder: tempFolder(), dialect: 'gitlab', engine, seed: 1, count: 3, kinds: KINDS, token });
  const { samples, pullRequests, ...found } = result;
  assert.deepEqual(found, { files: [], commandLines: [], redis: [], printed: [], inUrl: 0, wrong: 0 });
  assert.ok(samples > 50, `${samples} samples`);
  assert.equal(pullRequests, 1);
});

test('control: it is found where it is planted, however it is spelt', async () => {
  const engine = redisProgram() === null ? 'local' : 'bullmq';
  const folder = tempFolder();
  const result = await runCanary({
    folder,
    dialect: 'github',
    engine,
    seed: 1,
    count: 1,
    kinds: ['one-file'],
    token,
    plant: true,
  });
  assert.deepEqual(result.files, [`${folder}/work/careless.log`]);
  assert.ok(result.commandLines.length > 0);
  if (engine === 'bullmq') assert.deepEqual(result.redis, ['careless']);
});
