#!/usr/bin/env node
// Compares our scopes with CPython's symtable: every name of every scope of every *.py in the given files and folders. Files with
// the same bytes are compared once. The exit code is 1 when anything differs.
//
//     node scripts/build.mjs && node scripts/symtable-oracle.mjs [--python FILE] [--show N] [--list] PATH...
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compareFile } from '../dist/src/testing/symtable/compare-file.js';
import { SymtableProcess } from '../dist/src/testing/symtable/symtable-process.js';

const { values, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: 'python3' },
    show: { type: 'string', default: '20' },
    list: { type: 'boolean', default: false },
  },
});

async function* pythonFiles(folder) {
  if ((await stat(folder)).isFile()) return yield folder;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) if (entry.isFile() && entry.name.endsWith('.py')) yield path.join(entry.parentPath, entry.name);
}

let python = await SymtableProcess.start(values.python);
if (python === null || folders.length === 0) {
  console.error(python === null ? `${values.python} does not start.` : 'Name the folders to search for *.py files.');
  process.exit(2);
}
const { version } = python;

/** A python3 that dies over a text is started again for the next. */
async function ask(text) {
  const answer = await python.ask(text);
  if (answer === null) python = (await SymtableProcess.start(values.python)) ?? process.exit(2);
  return answer;
}

const seen = new Set();
const totals = { found: 0, alike: 0, files: 0, tables: 0, names: 0, mismatches: 0, filesWithMismatch: 0 };
const leftOut = new Map();
const exempt = new Map();
const count = (counts, key, by = 1) => counts.set(key, (counts.get(key) ?? 0) + by);
const started = performance.now();

for (const folder of folders) {
  for await (const file of pythonFiles(folder)) {
    totals.found++;
    const bytes = await readFile(file);
    const hash = createHash('sha256').update(bytes).digest('base64');
    if (seen.has(hash)) totals.alike++;
    else {
      seen.add(hash);
      report(file, await compareFile(file, bytes, version, ask));
    }
  }
}
python.stop();

function report(file, result) {
  if (result.kind === 'left out') {
    count(leftOut, result.reason);
    if (values.list && !result.reason.includes('does not compile')) console.log(`${file}: left out: ${result.reason}`);
    return;
  }
  const { tables, names, mismatches } = result.comparison;
  totals.files++;
  totals.tables += tables;
  totals.names += names;
  for (const [reason, number] of result.comparison.exempt) count(exempt, reason, number);
  if (mismatches.length > 0) totals.filesWithMismatch++;
  for (const { line, where, message } of mismatches) {
    if (totals.mismatches++ < Number(values.show)) console.log(`${file}:${line}: ${where}: ${message}`);
  }
}

console.log(`CPython ${version.join('.')}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(`${totals.found} files found, ${totals.alike} with the bytes of another, ${totals.files} compared`);
for (const [reason, number] of leftOut) console.log(`  ${number} left out: ${reason}`);
console.log(`${totals.tables} scopes, ${totals.names} names`);
for (const [name, number] of exempt) console.log(`  ${number} times exempt: ${name}, which the compiler makes for itself`);
console.log(`${totals.mismatches} mismatches in ${totals.filesWithMismatch} files`);
process.exitCode = totals.mismatches > 0 ? 1 : 0;
