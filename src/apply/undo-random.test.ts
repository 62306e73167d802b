import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeRandom, randomRound } from '../testing/random-undo.js';
import { suite } from '../testing/suite.js';

const test = suite('undo of random runs');
process.umask(0o022);

const ROUNDS = 15;

test('leads back to the very tree, and redo to the other, again and again', async () => {
  const seed = 1 + Math.floor(Math.random() * 1e9);
  const random = makeRandom(seed);
  let changes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const result = await randomRound(random);
    assert.deepEqual(result.faults, [], `node scripts/undo-random.mjs --runs ${ROUNDS} --seed ${seed}`);
    changes += result.changes;
  }
  console.log(`${ROUNDS} random runs with ${changes} changes undone, redone and undone again (seed ${seed})`);
});

test('a tree that differs in one byte, or by an empty file, is not the same (control)', async () => {
  const touched = await randomRound(makeRandom(7), (root) => writeFileSync(path.join(root, 'not there before'), ''));
  assert.ok(touched.faults.length > 0);
});
