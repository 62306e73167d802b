#!/usr/bin/env node
// Kills `codemod apply codex-setup` at random times after its first write and runs it again: the end must be that of a run that nobody killed.
//   node scripts/kill-recipe.mjs [--kills N] [--seed N] [--recipe NAME]
import path from 'node:path';
import { parseArgs } from 'node:util';
import { endOf, finishRecipe, killRecipe, repositoryToSetUp, writingTime } from '../dist/src/testing/recipe-kills.js';
import { detectSecrets } from '../dist/src/testing/stand-in.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    recipe: { type: 'string', default: 'codex-setup' },
  },
});
const env = { PATH: [detectSecrets(), process.env.PATH].join(path.delimiter) };

/** Park and Miller's generator: the same seed gives the same times. */
function makeRandom(seed) {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const random = makeRandom(Number(values.seed));
const whole = repositoryToSetUp();
const length = await writingTime(values.recipe, whole, env);
const expected = JSON.stringify(endOf(whole));

const counts = { killed: 0, 'before anything was written': 0, 'with files changed': 0, 'equal ends': 0, 'other ends': 0 };
for (let kill = 0; kill < Number(values.kills); kill++) {
  const root = repositoryToSetUp();
  const untouched = JSON.stringify(endOf(root));
  const after = length * random();
  if (await killRecipe(values.recipe, root, after, env)) counts.killed++;
  counts[JSON.stringify(endOf(root)) === untouched ? 'before anything was written' : 'with files changed']++;
  finishRecipe(values.recipe, root, env);
  const same = JSON.stringify(endOf(root)) === expected;
  counts[same ? 'equal ends' : 'other ends']++;
  if (!same) console.log(`another end after ${after.toFixed(0)} ms: ${root}`);
}
console.log(
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', '),
);
process.exitCode = counts['other ends'] > 0 ? 1 : 0;
