#!/usr/bin/env node
// Two things at once in one repository.
//
//   node scripts/concurrency.mjs [--processes 50] [--rounds 100] [--edits 200] [--seed 1]
//
// Races: so many processes apply one plan of twenty files at the same moment. In each round exactly one carries it out, the others say that
// the lock is held or that the plan is stale, no file is torn, and every entry of the records stands there once.
// Edits: an editor saves one of the files every few milliseconds during a run. No save is overwritten, but for one between the last look and the
// rename, where nothing can stand: POSIX has no rename that compares. A program that does not look is the control.
// Needs a build. Exit code 1: one of these did not hold.
import { parseArgs } from 'node:util';
import { runWhileEdited } from '../dist/src/testing/concurrency/busy-editor.js';
import { race } from '../dist/src/testing/concurrency/race.js';
import { chooserFrom } from '../dist/src/testing/random.js';

const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '100' },
    edits: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});
process.umask(0o022);

const started = performance.now();
const seconds = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;

const counts = await race(Number(values.processes), Number(values.rounds), {
  onRound(round) {
    if (round % 10 === 0) console.error(`${round} rounds after ${seconds()}`);
  },
});
const said = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
console.log(
  `${values.processes} processes, ${values.rounds} rounds: one carried it out in each (${said.join(', ')}), ${seconds()}`,
);

async function edit(verb, rounds) {
  const choose = chooserFrom(Number(values.seed));
  const totals = { saves: 0, overwritten: 0, said: {} };
  for (let round = 0; round < rounds; round++) {
    const { said: kind, saves, overwritten } = await runWhileEdited(verb, choose);
    totals.saves += saves;
    totals.overwritten += overwritten;
    totals.said[kind] = (totals.said[kind] ?? 0) + 1;
  }
  return totals;
}

const edits = await edit('apply', Number(values.edits));
console.log(`seed ${values.seed}: ${values.edits} runs while somebody saves: ${JSON.stringify(edits)}, ${seconds()}`);
const control = await edit('plain', Math.ceil(Number(values.edits) / 10));
console.log(`control, a program that does not look: ${JSON.stringify(control)}`);
process.exitCode = edits.overwritten * 100 > Number(values.edits) || control.overwritten === 0 ? 1 : 0;
