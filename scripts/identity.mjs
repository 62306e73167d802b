#!/usr/bin/env node
// Runs transforms that change nothing over real files, and tells of each byte that changes all the same.
//
//   node scripts/identity.mjs [--files 2000] [--seed 1] [--largest 60000] [--show 10] FOLDER...
//
// Source files below the folders (those of installed packages, say) count once, by their bytes; the seed draws which. Each goes through jscodeshift's
// `root.toSource()` in four spellings (as it is, as CRLF, with a BOM, with U+2028 and U+2029 in strings, templates and comments), with the parser that its
// ending asks for, and once with each other parser that may read it: nothing may change. In one spelling, drawn, recast then prints all of it anew. Where
// Babel's generator, to which spelling is nothing, prints the same of both texts and the comments are the same, nothing may change either; where not, recast has changed the program,
// and ours has to be the same program as its own. Needs a build. Exit code 1: something changed.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { defineCodemod } from '../dist/src/core/codemod.js';
import { jscodeshiftTransform } from '../dist/src/languages/javascript/foreign/jscodeshift-transform.js';
import { chooserFrom, sample } from '../dist/src/testing/random.js';
import { runBound } from '../dist/src/testing/run-on.js';
import { SPELLINGS } from '../dist/src/testing/spellings.js';
import { canonical, commentsIn } from './peers/compare.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    largest: { type: 'string', default: '60000' },
    show: { type: 'string', default: '10' },
  },
});
const choose = chooserFrom(Number(values.seed));
const require = createRequire(import.meta.url);
const recast = require('recast');

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
/** Files that go into one run. */
const BATCH = 40;

function* sourcesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* sourcesIn(at);
    else if (entry.isFile() && SOURCE.test(entry.name) && !/\.min\.|\.d\.[cm]?ts$/.test(entry.name)) yield at;
  }
}

/** Drawn files, each content once. Half of them, where there are so many, are TypeScript or JSX, which packages ship seldom. */
function drawFiles(wanted) {
  const all = positionals.flatMap((folder) => [...sourcesIn(path.resolve(folder))]);
  const isRare = (file) => /\.(?:[cm]?ts|[jt]sx)$/.test(file);
  const rare = sample(all.filter(isRare), all.length, choose);
  const rest = all.filter((file) => !isRare(file));
  const drawn = [...sample(rare, wanted, choose), ...sample(rest, wanted * 2, choose)];
  const seen = new Set();
  const kept = { rare: [], rest: [] };
  for (const file of drawn) {
    const bytes = readFileSync(file);
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (bytes.length === 0 || bytes.length > Number(values.largest) || seen.has(hash)) continue;
    seen.add(hash);
    kept[isRare(file) ? 'rare' : 'rest'].push([file, bytes.toString('utf8')]);
  }
  const few = sample(kept.rare, Math.floor(wanted / 2), choose);
  return [...few, ...sample(kept.rest, wanted - few.length, choose)];
}

/** The parser that the ending asks for, and the others that read the language of the file or one that holds it. */
function parsersOf(file) {
  if (/\.tsx$/.test(file)) return ['tsx'];
  return /\.[cm]?ts$/.test(file) ? ['ts'] : ['babel', 'flow', 'tsx'];
}

async function run(transform, parser, files) {
  const javascript = jscodeshiftTransform(transform, { parser });
  const about = { name: 'identity', version: '1.0.0', summary: 'Changes nothing.', params: {}, codes: {}, foreign: true };
  return runBound([{ codemod: defineCodemod({ ...about, languages: { javascript } }), params: {} }], files, 'unsafe');
}

const counts = {};
let faults = 0;
function count(name, by = 1) {
  counts[name] = (counts[name] ?? 0) + by;
}
function fault(file, message) {
  if (faults++ < Number(values.show)) console.log(`WRONG ${file}: ${message}`);
}

const keep = (file, { j }) => j(file.source).toSource();
const printed = new Map();
const reprint = (file, { j }) => {
  const { code } = recast.prettyPrint(j(file.source).get().node);
  printed.set(file.path, code);
  return code;
};

async function checkIdentity(parser, spelling, files) {
  const input = Object.fromEntries(files.map(([name, text]) => [name, SPELLINGS[spelling](text)]));
  const result = await run(keep, parser, input);
  tally(`identity, ${parser}, ${spelling}`, result, files.length);
  for (const name of result.changed) fault(name, `${spelling}, ${parser}: toSource() changes it`);
}

async function checkReprint(parser, spelling, files) {
  const input = Object.fromEntries(files.map(([name, text]) => [name, SPELLINGS[spelling](text)]));
  printed.clear();
  const result = await run(reprint, parser, input);
  tally('printed anew', result, files.length);
  for (const [name, text] of Object.entries(input)) {
    const made = printed.get(name);
    // jscodeshift takes an empty text for no answer, and recast prints a file of comments alone as one.
    if (!made || result.outcomes.some((one) => one.path === name && one.kind !== 'changed')) continue;
    const same = isSame(name, text, made);
    if (same && result.changed.includes(name)) fault(name, `${spelling}, ${parser}: noise of a reprint is written`);
    if (!same && !isSame(name, result.text(name), made)) fault(name, `${spelling}, ${parser}: not what recast made of it`);
    count(same ? 'printed anew, the same program: left as it is' : 'printed anew, another program');
  }
}

function tally(name, result, total) {
  const { failed, skipped } = result.counts;
  count(`${name}: files`, total - failed - skipped);
  if (skipped > 0) count('skipped, not valid', skipped);
  for (const { failure } of result.outcomes) if (failure !== null) count(`failed in the tool: ${failure.code}`);
}

/** What recast printed has other characters for U+2028 and U+2029, see separator-mask.ts: the first two of the private ones. */
function isSame(name, one, other) {
  const plain = (text) =>
    text.replace(/^\ufeff/, '').replaceAll(/[\ue000-\ue00f]/g, (mask) => (mask.charCodeAt(0) % 2 === 0 ? '\u2028' : '\u2029'));
  const wanted = canonical(name, plain(one));
  return (
    wanted !== null &&
    wanted === canonical(name, plain(other)) &&
    commentsIn(name, plain(one)).join('\0') === commentsIn(name, plain(other)).join('\0')
  );
}

// recast warns of what it cannot keep.
for (const name of ['warn', 'error']) console[name] = () => {};
const files = drawFiles(Number(values.files));
const byParser = new Map();
for (const [file, text] of files) {
  const [first = ''] = parsersOf(file);
  const list = byParser.get(first) ?? [];
  list.push([`${list.length}/${path.basename(file)}`, text, file]);
  byParser.set(first, list);
}
for (const [parser, list] of byParser) {
  for (let at = 0; at < list.length; at += BATCH) {
    const batch = list.slice(at, at + BATCH);
    const spellings = Object.keys(SPELLINGS);
    const drawn = spellings[(at / BATCH) % spellings.length];
    for (const spelling of spellings) await checkIdentity(parser, spelling, batch);
    for (const other of parsersOf(batch[0][2]).slice(1)) await checkIdentity(other, drawn, batch);
    await checkReprint(parser, drawn, batch);
  }
}
console.log(`${files.length} files, ${files.reduce((sum, [, text]) => sum + text.length, 0)} characters, seed ${values.seed}`);
for (const [name, number] of Object.entries(counts).sort()) console.log(`${String(number).padStart(7)} ${name}`);
console.log(`${faults} wrong`);
process.exitCode = faults > 0 ? 1 : 0;
