#!/usr/bin/env node
// Makes random trees and random runs on them; undo, redo, undo and redo must lead from one tree to the other exactly. Then files are
// edited, and an undo in part must keep the edits, and its redo lead back to just that tree.
//   node scripts/undo-random.mjs [--runs N] [--seed N]
import { parseArgs } from 'node:util';
import { makeRandom, randomRound } from '../dist/src/testing/random-undo.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '200' }, seed: { type: 'string', default: String(Date.now() % 1e9) } },
});
process.umask(0o022);

const random = makeRandom(Number(values.seed));
const kinds = { modify: 0, create: 0, delete: 0, rename: 0 };
const faults = [];
let edited = 0;
for (let run = 0; run < Number(values.runs); run++) {
  const result = await randomRound(random);
  for (const [kind, count] of Object.entries(result.kinds)) kinds[kind] += count;
  edited += result.edited;
  faults.push(...result.faults.map((fault) => `run ${run}: ${fault}`));
}
const counted = Object.entries(kinds).map(([kind, count]) => `${count} ${kind}`);
console.log(`seed ${values.seed}: ${values.runs} runs (${counted.join(', ')}), each undone twice and redone twice;`);
console.log(`then ${edited} files were edited, and each run undone in part and redone`);
console.log(faults.length === 0 ? 'every tree came back exactly' : faults.join('\n'));
process.exitCode = faults.length > 0 ? 1 : 0;
