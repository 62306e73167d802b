#!/usr/bin/env node
// Runs public codemods as they are shipped, with jscodeshift's own worker and with ours, and compares what they make of the same inputs.
//
//   node scripts/peers.mjs FOLDER [--only TEXT] [--seed 1] [--fresh] [--show 20]
//
// The packages of peers/packages.mjs are installed into FOLDER with npm, pinned, without their scripts. The results are kept in FOLDER/results.jsonl, a line for
// each transform, and a run goes on where the last one ended (--fresh: from the start). Needs a build. Inputs: see peers/inputs.mjs.
//
// Same: Babel's generator prints the same of both once their spelling is taken away (compare.mjs), with the same comments, and ours changes no more lines.
// Exit code 1: a difference.
import { fork } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inputsOf } from './peers/inputs.mjs';
import { filesOf, installPackages } from './peers/install.mjs';
import { PACKAGES } from './peers/packages.mjs';
import { FAULTS, printTable, verdictOf } from './peers/table.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    fresh: { type: 'boolean', default: false },
    show: { type: 'string', default: '20' },
  },
});
const [given] = positionals;
if (given === undefined) throw new Error('a folder to install the packages into: node scripts/peers.mjs FOLDER');
const folder = path.resolve(given);
const results = path.join(folder, 'results.jsonl');
if (values.fresh) rmSync(results, { force: true });

/** Milliseconds that one transform may take with all its inputs, in both. */
const DEADLINE = 120_000;
const CHILD = fileURLToPath(new URL('./peers/child.mjs', import.meta.url));

/** One for each tool: transforms keep things in their modules. */
const children = new Map();

function ask(whose, message) {
  const options = { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: ['--max-old-space-size=2048'] };
  const child = children.get(whose) ?? fork(CHILD, [], options);
  children.set(whose, child);
  return new Promise((resolve) => {
    const answer = (value) => {
      clearTimeout(timer);
      child.removeAllListeners();
      if (value.fault !== undefined) end(whose);
      resolve(value);
    };
    const timer = setTimeout(() => answer({ fault: 'it took longer than two minutes' }), DEADLINE);
    child.once('message', answer);
    child.once('exit', () => answer({ fault: 'it ended the process' }));
    child.send({ whose, ...message });
  });
}

function end(whose) {
  children.get(whose)?.kill('SIGKILL');
  children.delete(whose);
}

async function tryTransform(name, version, transform) {
  const inputs = inputsOf(folder, name, transform, Number(values.seed));
  const file = path.join(folder, 'node_modules', name, transform);
  const message = { file, inputs, scratch: path.join(folder, '.scratch') };
  const [ours, theirs] = await Promise.all(['ours', 'theirs'].map((whose) => ask(whose, message)));
  const fault = ours.fault ?? (theirs.fault === undefined ? undefined : `in jscodeshift: ${theirs.fault}`);
  if (fault !== undefined) return { name, version, transform, fault };
  const verdicts = inputs.map((input, index) => {
    const { origin, file: shown } = input;
    return { input: shown, origin, ...verdictOf(input, theirs.results[index], ours.results[index]) };
  });
  return { name, version, transform, verdicts };
}

const done = new Map();
if (existsSync(results)) {
  for (const line of readFileSync(results, 'utf8').split('\n').filter(Boolean)) {
    const one = JSON.parse(line);
    done.set(`${one.name}/${one.transform}`, one);
  }
}
for (const [name, version, pattern] of installPackages(folder, PACKAGES)) {
  if (!name.includes(values.only.split(':')[0])) continue;
  for (const transform of filesOf(folder, name).filter((file) => pattern.test(file))) {
    const key = `${name}/${transform}`;
    if (done.has(key) || !key.includes(values.only.replace(':', ''))) continue;
    const result = await tryTransform(name, version, transform);
    done.set(key, result);
    appendFileSync(results, `${JSON.stringify(result)}\n`);
  }
  // What one package leaves in memory is none of the next one's business.
  for (const whose of [...children.keys()]) end(whose);
}

const all = [...done.values()].filter(({ name, transform }) => `${name}/${transform}`.includes(values.only.replace(':', '')));
const isFault = ({ outcome }) => FAULTS.includes(outcome);
let shown = 0;
for (const { name, transform, verdicts = [], fault } of all) {
  if (fault !== undefined) console.log(`not run: ${name}/${transform}: ${fault.split('\n')[0].slice(0, 160)}`);
  for (const { input, outcome, why, theirFailure, lines } of verdicts.filter(isFault)) {
    if (shown++ < Number(values.show))
      console.log(`WRONG ${name}/${transform} on ${input}: ${outcome} ${why}${theirFailure} ${JSON.stringify(lines)}`);
  }
}
printTable(all);
const wrong = all.flatMap(({ verdicts = [] }) => verdicts).filter(isFault).length;
process.exitCode = wrong > 0 ? 1 : 0;
