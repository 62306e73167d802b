#!/usr/bin/env node
// Whether rules do here what they do in ast-grep: node scripts/compare-ast-grep.mjs [--ast-grep PATH] [folders of files ...]
// Each rule of scripts/ast-grep/rules is applied by `ast-grep scan -U` and by `codemod apply --unsafe`, each to a copy of the same files; the bytes of
// every file are compared. Refused are files that cannot be read here, or whose new text cannot: what ast-grep made of them is read as well. The program is that of npm's @ast-grep/cli, installed somewhere else:
//   npm install --prefix <scratch folder> @ast-grep/cli
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { languageOf } = await import('../dist/src/languages/registry.js');
const { decodeSource, isSkip } = await import('../dist/src/core/source-file.js');
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = path.join(root, 'dist/src/cli/bin.js');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'ast-grep': { type: 'string', default: 'ast-grep' }, only: { type: 'string', default: '' } },
});
const program = values['ast-grep'];
const version = spawnSync(program, ['--version'], { encoding: 'utf8' });
if (version.status !== 0) {
  console.log(`SKIPPED: ${program} cannot be run. Install it: npm install --prefix <scratch folder> @ast-grep/cli`);
  process.exit(process.env.CI === 'true' ? 1 : 0);
}

const ENDINGS = /\.(?:[cm]?js|jsx|[cm]?ts|tsx|css|scss|html?)$/;
const MOST_BYTES = 300_000;
const scratch = mkdtempSync(path.join(os.tmpdir(), 'compare-ast-grep-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const rules = path.join(root, 'scripts/ast-grep/rules');
const original = path.join(scratch, 'original');
const files = collect([path.join(root, 'scripts/ast-grep/files'), ...positionals.map((folder) => path.resolve(folder))]);
console.log(`${version.stdout.trim()}, ${files.length} files\n`);

const HEADS = ['rule', 'changed', 'same bytes', 'but line ends', 'refused', 'differ'];
const table = [];
let differing = 0;
for (const file of readdirSync(rules).sort()) {
  if (!file.includes(values.only)) continue;
  const row = await compare(path.join(rules, file));
  table.push([file.replace('.yml', ''), ...row.slice(0, -1).map(String), String(row.at(-1).length)]);
  for (const [index, cell] of table.at(-1).entries()) process.stdout.write(cell.padEnd(index === 0 ? 22 : 15));
  process.stdout.write('\n');
  for (const name of row.at(-1)) console.log(`  ${name}`);
  differing += row.at(-1).length;
}
console.log(`\n${HEADS.map((head, index) => head.padEnd(index === 0 ? 22 : 15)).join('')}`);
const sum = (column) => table.reduce((total, row) => total + Number(row[column]), 0);
console.log(
  ['all', ...[1, 2, 3, 4, 5].map((column) => String(sum(column)))].map((cell, i) => cell.padEnd(i === 0 ? 22 : 15)).join(''),
);
process.exit(differing > 0 || sum(1) === 0 ? 1 : 0);

/** Copies all files into one folder, numbered by the folder that they are from. */
function collect(folders) {
  const found = [];
  for (const [index, folder] of folders.entries()) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const from = path.join(entry.parentPath, entry.name);
      // Those of the repository itself have another ending, so that no tool takes them for its sources.
      const name = path.join(`from-${index}`, path.relative(folder, from)).replace(/\.txt$/, '');
      if (!entry.isFile() || !ENDINGS.test(name) || /(?:^|\/)\.|node_modules/.test(path.relative(folder, from))) continue;
      if (readFileSync(from).length > MOST_BYTES) continue;
      mkdirSync(path.dirname(path.join(original, name)), { recursive: true });
      cpSync(from, path.join(original, name));
      found.push(name);
    }
  }
  return found;
}

/** How many files ast-grep changes, and of those: the same here, but for line ends, refused here; and the names of all others. */
async function compare(rule) {
  const [theirs, ours] = ['theirs', 'ours'].map((name) => path.join(scratch, name));
  const inHtml = /^language: *html/im.test(readFileSync(rule, 'utf8'));
  for (const folder of [theirs, ours]) {
    rmSync(folder, { recursive: true, force: true });
    cpSync(original, folder, { recursive: true, filter: (name) => inHtml || !/\.html?$/.test(name) });
    cpSync(rule, path.join(folder, 'rule.yml'));
  }
  const scan = spawnSync(program, ['scan', '-r', 'rule.yml', '-U', '.'], { cwd: theirs, encoding: 'utf8' });
  if (/^Error/m.test(scan.stderr) && !/error\(s\) found/i.test(scan.stderr)) console.log(scan.stderr);
  const apply = spawnSync(process.execPath, [bin, 'apply', './rule.yml', '--unsafe', '--no-ignore', '--json', '.'], {
    cwd: ours,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const refused = refusedIn(apply);
  const counts = { changed: 0, same: 0, ends: 0, refused: 0 };
  const others = [];
  for (const name of files.filter((file) => inHtml || !/\.html?$/.test(file))) {
    const [before, there, here] = [original, theirs, ours].map((folder) => readFileSync(path.join(folder, name)));
    if (!there.equals(before)) counts.changed++;
    if (there.equals(here)) counts.same += there.equals(before) ? 0 : 1;
    else if (refused.has(name) && here.equals(before) && !((await reads(name, before)) && (await reads(name, there))))
      counts.refused++;
    else if (withLineFeeds(there) === withLineFeeds(here)) counts.ends++;
    else others.push(name);
  }
  return [counts.changed, counts.same, counts.ends, counts.refused, others];
}

/** Files that do not parse, or whose new text would not. */
function refusedIn({ stdout, stderr }) {
  try {
    const { outcomes } = JSON.parse(stdout);
    return new Set(outcomes.filter(({ kind }) => kind === 'failed' || kind === 'skipped').map(({ path: name }) => name));
  } catch {
    console.log(stderr);
    return new Set();
  }
}

/** Whether the parser of the language takes a text. */
async function reads(name, bytes) {
  const language = await languageOf(name).load();
  const source = decodeSource(name, bytes, null);
  return !isSkip(source) && !isSkip(language.parse(source));
}

function withLineFeeds(bytes) {
  return bytes.toString('utf8').replaceAll('\r\n', '\n');
}
