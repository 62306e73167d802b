#!/usr/bin/env node
// Writes the generated parts of the README: the table of codemods and the table of codes. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { loadAllBuiltIn } = await import('../dist/src/pipeline/load-codemod.js');

const codemods = (await loadAllBuiltIn()).map(({ codemod }) => codemod);
const table = [
  '| codemod | languages | what it does |',
  '| --- | --- | --- |',
  ...codemods.map(
    ({ name, languages, summary }) =>
      `| [\`${name}\`](codemods/${name}/README.md) | ${Object.keys(languages).join(', ')} | ${summary} |`,
  ),
].join('\n');

const file = path.join(root, 'README.md');
const before = readFileSync(file, 'utf8');
const after = before.replace(/(<!-- codemods -->\n)[\s\S]*?(<!-- end -->)/, (_, start, end) => `${start}${table}\n${end}`);
if (!before.includes('<!-- codemods -->')) throw new Error('README.md has no place for the table of codemods');
if (process.argv.includes('--check')) {
  if (before !== after) {
    console.error('README.md is not up to date. Run: node scripts/docs.mjs');
    process.exitCode = 1;
  }
} else writeFileSync(file, after);
