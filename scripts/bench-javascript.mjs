#!/usr/bin/env node
// How long jscodeshift's own command line and ours take for the same transform over the same files, in turn, and their ratio run by run.
//
//   node scripts/bench-javascript.mjs FOLDER [--files 800] [--rounds 5] [--seed 1]
//
// The corpus is drawn from the source files below FOLDER (those of installed packages, say) and copied anew before each run, untimed; both write what they
// change. Needs a build. Run it alone: the two use both of two processors.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chooserFrom, sample } from '../dist/src/testing/random.js';
import { timeOnce } from './bench/measure.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', default: '800' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});
const [given] = positionals;
if (given === undefined) throw new Error('a folder of source files: node scripts/bench-javascript.mjs FOLDER');

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const theirs = createRequire(import.meta.url).resolve('jscodeshift/bin/jscodeshift.js');
const ours = path.join(root, 'dist/src/cli/bin.js');
const LARGEST = 60_000;
const WORD = 'readFileSync';

/** Renames what is called `from`, in every file that has it; a text is returned for each file, as most transforms do. */
const transformOf = (from, beside) => `module.exports = (file, { j }) =>
  j(file.source).find(j.Identifier, { name: '${from}' }).forEach((one) => { one.node.name = 'renamed'; }).toSource();
${beside}`;

const CASES = [
  {
    name: 'few files match, needles declared',
    transform: transformOf(WORD, `module.exports.needles = ['${WORD}'];`),
    promised: 1.5,
  },
  { name: 'few files match, none declared', transform: transformOf(WORD, ''), promised: 1 / 1.1 },
  { name: 'all files match', transform: transformOf('own', ''), respell: (text) => `${text}\nvar own;\n`, promised: 1 / 1.1 },
];

function drawFiles() {
  const entries = readdirSync(path.resolve(given), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((name) => /\.[cm]?js$/.test(name) && !/\.min\./.test(name))
    .sort();
  const drawn = sample(names, Number(values.files) * 2, chooserFrom(Number(values.seed)));
  const texts = drawn.map((name) => readFileSync(name, 'utf8')).filter((text) => text.length > 0 && text.length < LARGEST);
  return texts.slice(0, Number(values.files));
}

const scratch = mkdtempSync(path.join(os.tmpdir(), 'bench-javascript-'));
try {
  const texts = drawFiles();
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  console.log(
    `Node ${process.version}, ${os.availableParallelism()} processors, load ${os.loadavg()[0].toFixed(1)}, ${texts.length} files, ${(size / 1e6).toFixed(1)} MB`,
  );
  console.log(`${''.padEnd(36)} changed   jscodeshift s      ours s   ratio, least to most   median   promised`);
  for (const one of CASES) run(one, texts);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function run({ name, transform, respell = (text) => text, promised }, texts) {
  const [pristine, corpus, file] = ['pristine', 'corpus', 't.js'].map((part) => path.join(scratch, part));
  rmSync(pristine, { recursive: true, force: true });
  mkdirSync(pristine);
  for (const [index, text] of texts.entries()) writeFileSync(path.join(pristine, `f${index}.js`), respell(text));
  writeFileSync(file, transform);
  const prepare = () => {
    rmSync(corpus, { recursive: true, force: true });
    cpSync(pristine, corpus, { recursive: true });
  };
  const time = (args, ok) => {
    prepare();
    const milliseconds = timeOnce({ command: process.execPath, args, ok });
    return { seconds: milliseconds / 1000, changed: changedFiles(pristine, corpus) };
  };
  const both = () => ({
    theirs: time([theirs, '-t', file, corpus, '--cpus', '2', '--extensions', 'js', '--silent'], [0]),
    ours: time([ours, 'apply', file, corpus, '--unsafe', '--no-ignore', '--quiet'], [0, 4]),
  });
  both();
  const rounds = Array.from({ length: Number(values.rounds) }, both);
  const ratios = rounds.map((round) => round.theirs.seconds / round.ours.seconds).sort((a, b) => a - b);
  const seconds = (whose) => median(rounds.map((round) => round[whose].seconds)).toFixed(2);
  const cells = [
    `${rounds[0].ours.changed}/${rounds[0].theirs.changed}`.padStart(8),
    seconds('theirs').padStart(15),
    seconds('ours').padStart(11),
  ];
  console.log(
    `${name.padEnd(36)}${cells.join(' ')}   ${ratios[0].toFixed(2)} to ${ratios.at(-1).toFixed(2)}             ${median(ratios).toFixed(2)}     ${promised.toFixed(2)}`,
  );
}

function changedFiles(before, after) {
  return readdirSync(before).filter((name) => !readFileSync(path.join(before, name)).equals(readFileSync(path.join(after, name))))
    .length;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
