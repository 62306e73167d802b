#!/usr/bin/env node
// Runs every test file in a process of its own and adds up what they say. `node scripts/test.mjs [part of a file name ...]`
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const filters = process.argv.slice(2);
// A file that hangs is ended: the slowest takes two minutes, and whoever waits for all of them has half an hour.
const DEADLINE = 8 * 60_000;

const files = readdirSync(path.join(root, 'dist'), { recursive: true })
  .filter((file) => file.endsWith('.test.js') && (filters.length === 0 || filters.some((filter) => file.includes(filter))))
  .sort();

/** uvu's closing lines, without colour: "Total: 3", "Passed: 3", "Skipped: 0". Several suites of one file add up. */
function count(output, word) {
  return [...output.matchAll(new RegExp(`^\\s*${word}:\\s+(\\d+)`, 'gm'))].reduce((sum, match) => sum + Number(match[1]), 0);
}

function run(file) {
  return new Promise((resolve) => {
    const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
    const child = spawn(process.execPath, [path.join(root, 'dist', file)], {
      cwd: root,
      env: { ...env, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    const started = Date.now();
    const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const total = count(output, 'Total');
      const passed = count(output, 'Passed');
      const skipped = count(output, 'Skipped');
      const failed = Math.max(total - passed, total === 0 || code !== 0 ? 1 : 0);
      resolve({ file, output, code, signal, passed, skipped, failed, seconds: (Date.now() - started) / 1000 });
    });
  });
}

const totals = { passed: 0, failed: 0, skipped: 0 };
const queue = [...files];
async function worker() {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const result = await run(file);
    totals.passed += result.passed;
    totals.failed += result.failed;
    totals.skipped += result.skipped;
    const skips = result.output.split('\n').filter((line) => line.startsWith('SKIPPED'));
    console.log(`${result.failed > 0 ? 'FAIL' : 'ok  '} ${result.file} (${result.passed}, ${result.seconds.toFixed(1)} s)`);
    if (result.failed > 0) console.log(`${result.output}\n(exit ${result.code ?? result.signal})`);
    else if (skips.length > 0) console.log(skips.join('\n'));
  }
}
await Promise.all(Array.from({ length: Math.min(os.availableParallelism(), files.length) }, worker));

if (files.length === 0) {
  console.error('No test file matches.');
  totals.failed++;
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`);
process.exitCode = totals.failed > 0 ? 1 : 0;
