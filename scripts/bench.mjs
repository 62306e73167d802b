#!/usr/bin/env node
// How fast selection is: node scripts/bench.mjs [corpus folder] [--rounds N] [--ast-grep PATH]
// The corpus is that of scripts/corpus.mjs. ast-grep is the program of npm's @ast-grep/cli, installed somewhere else:
//   npm install --prefix <scratch folder> @ast-grep/cli
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure } from './bench/measure.mjs';
import { readIndex } from './corpus/fetch.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '7' }, 'ast-grep': { type: 'string', default: 'ast-grep' } },
});
const corpus = path.resolve(positionals[0] ?? path.join(root, '.corpus'));
const files = path.join(corpus, 'files');
const rounds = Number(values.rounds);
const node = process.execPath;
const bin = path.join(root, 'dist/src/cli/bin.js');

const PLAIN = 'plain Node search';
const OURS = 'codemod apply sqlite-pool --dry-run';
const selection = [
  { name: PLAIN, command: node, args: [path.join(root, 'scripts/bench/plain-search.mjs'), files, 'sqlite3'] },
  { name: OURS, command: node, args: [bin, 'apply', 'sqlite-pool', '--dry-run', '--no-ignore', files], ok: [0, 4] },
  {
    name: 'codemod apply, files selected, not parsed',
    command: node,
    args: [bin, 'apply', path.join(root, 'scripts/bench/selection-only.mjs'), '--dry-run', '--no-ignore', files],
    ok: [0, 4],
  },
  { name: 'rg -uuu -l sqlite3', command: 'rg', args: ['-uuu', '-l', '-g', '*.py', 'sqlite3', files] },
  {
    name: 'ast-grep run sqlite3.connect($$$)',
    command: values['ast-grep'],
    args: [
      'run',
      '-l',
      'python',
      '-p',
      'sqlite3.connect($$$)',
      ...['hidden', 'dot', 'vcs'].flatMap((kind) => ['--no-ignore', kind]),
      files,
    ],
    rounds: 2,
    warmUp: false,
  },
];
const start = [
  { name: 'node -e 0', command: node, args: ['-e', '0'] },
  { name: 'codemod --version', command: node, args: [bin, '--version'] },
];

const python = readIndex(corpus).reduce((sum, entry) => sum + entry.pythonFiles, 0);
console.log(
  `Node ${process.version}, ${os.availableParallelism()} processors, load ${os.loadavg()[0].toFixed(1)}, ${python} Python files`,
);
draw(measure(selection, rounds), PLAIN);
draw(measure(start, rounds * 3), 'node -e 0');
console.log(`load at the end ${os.loadavg()[0].toFixed(1)}`);

function draw(results, yardstick) {
  const { median: one } = results.get(yardstick);
  console.log(`\n${''.padEnd(44)} median ms    best ms   x ${yardstick}`);
  for (const [name, result] of results) {
    const cells =
      result === null ? ['not installed'] : [result.median.toFixed(0), result.best.toFixed(0), (result.median / one).toFixed(2)];
    console.log(`${name.padEnd(44)} ${cells.map((cell) => cell.padStart(9)).join('  ')}`);
  }
}
