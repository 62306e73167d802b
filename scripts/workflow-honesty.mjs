#!/usr/bin/env node
// Runs the codemods for workflows over real YAML files and judges each result by data and by lines.
//
//   node scripts/workflow-honesty.mjs [--show 5] FOLDER...
//
// Every .yml and .yaml file below the folders counts once, by its bytes. It is put where the codemod looks for its workflow, beside a small
// Python package. For the two that change one job, it is the first that installs or calls pytest; for the audit of secrets, the jobs of the
// file give way to one that audits, so that its events are real. What the file held must still be there: maps with their keys, lists in their order, texts as they were but for the
// options that are meant; the schema finds nothing new; a removed line is one that is meant to change; a second run changes nothing. Needs a build. Exit code 1: a fault.
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { diffLines } from 'diff';
import { parse } from 'yaml';
import '../dist/src/index.js';
import { runOn } from '../dist/src/testing/run-on.js';
import { workflowFaults } from '../dist/src/testing/workflow-schema.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { show: { type: 'string', default: '5' } } });

const BESIDE = { 'pyproject.toml': '[project]\nname = "demo"\n', 'src/demo/__init__.py': '', '.secrets.baseline': '{}\n' };
const AUDIT = 'jobs:\n  secrets:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npx codex-codemod secrets diff\n';
const withAudit = (text) => text.replace(/^["']?jobs["']?:[\s\S]*/m, AUDIT);
/** Where each codemod looks for its workflow, what is asked of it, and the lines that it may change rather than add. */
const CODEMODS = {
  'ci-workflow': { file: 'ci.yml', mayChange: /^["']?on["']?\s*:|^\s*\{/ },
  'ci-type-check': { file: 'ci.yml', job: /\bpip3? install\b/, mayChange: null },
  'ci-coverage': { file: 'ci.yml', job: /\bpytest\b/, mayChange: /pytest|py\.test/ },
  'ci-secrets-audit': { file: 'secrets-audit.yml', prepare: withAudit, mayChange: /^["']?on["']?\s*:|^\s*-?\s*\w+$/ },
  'ci-supply-chain': { file: 'supply-chain.yml', mayChange: null },
};

function* yamlFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* yamlFiles(at);
    else if (/\.ya?ml$/i.test(entry.name) && lstatSync(at).isFile()) yield at;
  }
}

/** What of the old data is not in the new; null when all of it is. */
function lost(before, after, at = '') {
  if (at === '.on') return lostEvents(before, after);
  if (Array.isArray(before)) return Array.isArray(after) ? lostItems(before, after, at) : at;
  if (typeof before !== 'object' || before === null) return withoutOptions(before, at) === withoutOptions(after, at) ? null : at;
  if (typeof after !== 'object' || after === null) return at;
  for (const [key, value] of Object.entries(before)) {
    if (!Object.hasOwn(after, key)) return `${at}.${key}`;
    const missing = lost(value, after[key], `${at}.${key}`);
    if (missing !== null) return missing;
  }
  return null;
}

/** Events are a text, a list or a map: the names must be there, and their options. */
function lostEvents(before, after) {
  const events = (on) =>
    typeof on === 'string' ? { [on]: null } : Array.isArray(on) ? Object.fromEntries(on.map((one) => [one, null])) : on;
  return lost(events(before), events(after), '.on.');
}

function lostItems(before, after, at) {
  let next = 0;
  for (const [index, item] of before.entries()) {
    while (next < after.length && lost(item, after[next], `${at}[]`) !== null) next++;
    if (next++ >= after.length) return `${at}[${index}]`;
  }
  return null;
}

function withoutOptions(text, at) {
  if (typeof text !== 'string' || !at.endsWith('.run')) return text;
  return text.replaceAll(/ --cov=\S+| --cov-report=html:htmlcov| --with pytest-cov/g, '');
}

function changedLines(before, after, mayChange) {
  const parts = diffLines(before, after, { stripTrailingCr: false, ignoreNewlineAtEof: true });
  const removed = parts.flatMap((part) => (part.removed ? part.value.replace(/\r?\n$/, '').split(/\r?\n/) : []));
  const added = parts.reduce((sum, part) => sum + (part.added ? part.count : 0), 0);
  return { added, removed: removed.length, unmeant: removed.filter((line) => mayChange === null || !mayChange.test(line)) };
}

const counts = { files: 0, changed: {}, findings: {}, linesAdded: 0, linesChanged: 0, faults: 0 };
const count = (table, name) => {
  table[name] = (table[name] ?? 0) + 1;
};

/** The first job with a text in it, as the parameter that names it. */
function jobWith(pattern, text) {
  if (pattern === undefined) return {};
  try {
    const jobs = Object.entries(parse(text, { logLevel: 'error' })?.jobs ?? {});
    return { job: jobs.find(([, job]) => pattern.test(JSON.stringify(job)))?.[0] ?? '' };
  } catch {
    return {};
  }
}

async function judge(name, given, codemod, { file, mayChange, job, prepare = (text) => text }) {
  const at = `.github/workflows/${file}`;
  const bytes = Buffer.from(prepare(given.toString('utf8')));
  const params = jobWith(job, bytes.toString('utf8'));
  const run = await runOn(codemod, { ...BESIDE, [at]: bytes }, { params });
  for (const { code } of run.project.findings) count(counts.findings, code);
  const faults = run.project.failures.map(({ code, message }) => `${code}: ${message}`);
  const [before, after] = [bytes.toString('utf8'), run.files.get(at)?.toString('utf8') ?? ''];
  if (before !== after) {
    count(counts.changed, codemod);
    const missing = lost(parse(before), parse(after));
    if (missing !== null) faults.push(`${missing} is lost`);
    const known = workflowFaults(before);
    faults.push(...workflowFaults(after).filter((fault) => !known.includes(fault)));
    const lines = changedLines(before, after, mayChange);
    counts.linesAdded += lines.added;
    counts.linesChanged += lines.removed;
    if (lines.unmeant.length > 0) faults.push(`lines that are not meant: ${JSON.stringify(lines.unmeant)}`);
    const again = await runOn(codemod, Object.fromEntries(run.files), { params });
    if (again.changed.length > 0) faults.push('a second run changes it again');
  }
  for (const fault of faults) if (counts.faults++ < Number(values.show)) console.log(`${name}: ${codemod}: ${fault}`);
}

const seen = new Set();
for (const name of positionals.flatMap((folder) => [...yamlFiles(folder)])) {
  const bytes = readFileSync(name);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (seen.has(hash) || bytes.length > 262_144) continue;
  seen.add(hash);
  counts.files++;
  for (const [codemod, where] of Object.entries(CODEMODS)) await judge(name, bytes, codemod, where);
}

console.log(JSON.stringify(counts, null, 2));
process.exitCode = counts.faults > 0 || counts.files === 0 ? 1 : 0;
