#!/usr/bin/env node
// Time and peak memory of `codemod inventory` over a tree made for it: `node scripts/bench-inventory.mjs [files]`, 100,000 by default. Run a build first.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = Number(process.argv[2] ?? 100_000);
const LIMIT_MIB = 512;
const LARGE_GIB = 1;
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Files of a few lines in folders of a hundred, and one of a gibibyte, which takes no room on the disk. */
function makeTree(folder) {
  for (let n = 0; n < FILES; n++) {
    const parent = path.join(folder, `package-${Math.floor(n / 10_000)}`, `module-${Math.floor(n / 100)}`);
    if (n % 100 === 0) mkdirSync(parent, { recursive: true });
    writeFileSync(path.join(parent, `file-${n}.py`), `VALUE_${n} = ${n}\n`.repeat(1 + (n % 40)));
  }
  writeFileSync(path.join(folder, 'large.bin'), '');
  truncateSync(path.join(folder, 'large.bin'), LARGE_GIB << 30);
}

function run(folder, ...args) {
  const preload = ['--import', path.join(root, 'scripts/bench/print-peak.mjs')];
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const started = process.hrtime.bigint();
  const { status, stderr, output } = spawnSync(
    process.execPath,
    [...preload, path.join(root, 'dist/src/cli/bin.js'), 'inventory', folder, ...args],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], encoding: 'utf8', env },
  );
  if (status !== 0) throw new Error(`inventory ${args.join(' ')} ended with ${status}: ${stderr}`);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { seconds, peakMib: Number(output[3]) / 1024 };
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'codex-inventory-'));
let failed = false;
try {
  makeTree(folder);
  const measure = (where, ...args) => {
    const { seconds, peakMib } = run(folder, ...args);
    failed ||= peakMib > LIMIT_MIB;
    const rate = Math.round(FILES / seconds);
    console.log(
      `${where}  inventory ${args.join(' ').padEnd(12)}  ${seconds.toFixed(1)} s  ${rate} files/s  peak ${Math.round(peakMib)} MiB`,
    );
  };
  measure('folder');
  execFileSync('git', ['init', '-q', folder]);
  measure('untracked');
  execFileSync('git', ['-C', folder, 'add', '--', '.', ':!large.bin']);
  for (const args of [[], ['--check'], ['--diff'], ['--compress']]) measure('tracked', ...args);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (failed) {
  console.error(`More than ${LIMIT_MIB} MiB were resident.`);
  process.exitCode = 1;
}
