#!/usr/bin/env node
// Tries edits on real YAML files and judges each by data and by lines.
//
//   node scripts/yaml-honesty.mjs [--rounds 12] [--seed 1] [--show 5] FOLDER...
//
// Every .yml and .yaml file below the folders counts once, by its bytes. In each round an operation is drawn (add an item or a pair, remove, replace, rename)
// and, where edits are given, the result must hold the data of the file with just that change, as the parser itself reads both, no more lines
// changed than are meant, the file's newlines, and every comment outside of the edits. Needs a build. Exit code 1: a wrong edit.
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { decodeSource, isSkip } from '../dist/src/core/source-file.js';
import { parseYaml } from '../dist/src/languages/yaml/parse.js';
import { dataOf, faultOf, hasAliases, tryOperation } from '../dist/src/testing/yaml-operations.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '5' },
  },
});

/** Mulberry32: a run can be repeated. */
let state = Number(values.seed) >>> 0;
function choose(count) {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
}

function* yamlFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* yamlFiles(at);
    else if (/\.ya?ml$/i.test(entry.name) && lstatSync(at).isFile()) yield at;
  }
}

const counts = { files: 0, skipped: {}, unjudged: 0, done: {}, refused: {}, wrong: 0 };
const count = (table, name) => {
  table[name] = (table[name] ?? 0) + 1;
};
const seen = new Set();

function judge(name, file) {
  for (let round = 0; round < Number(values.rounds); round++) {
    const tried = tryOperation(file, choose);
    if (tried === null) continue;
    if (tried.edits === null) {
      count(counts.refused, tried.why.replace(/\*\S+/, '*...').replace(/line \d+.*/, '...'));
      continue;
    }
    if (hasAliases(file) && tried.kind.startsWith('replace')) continue;
    const fault = faultOf(file.text, tried.edits, tried);
    if (fault === null) count(counts.done, tried.kind);
    else if (counts.wrong++ < Number(values.show))
      console.log(`${name}: ${tried.kind}: ${fault}\n${JSON.stringify(tried.edits)}`);
  }
}

for (const name of positionals.flatMap((folder) => [...yamlFiles(folder)])) {
  const bytes = readFileSync(name);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (seen.has(hash)) continue;
  seen.add(hash);
  counts.files++;
  const source = decodeSource(name, bytes, null);
  const file = isSkip(source) ? source : parseYaml(source);
  if (isSkip(file)) {
    count(counts.skipped, file.code);
    continue;
  }
  try {
    dataOf(file.text);
  } catch {
    counts.unjudged++;
    continue;
  }
  judge(name, file);
}

console.log(JSON.stringify(counts, null, 2));
process.exitCode = counts.wrong > 0 || counts.files === 0 ? 1 : 0;
