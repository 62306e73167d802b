#!/usr/bin/env node
// Runs the Markdown services over real files and judges each result by its lines, not by the parser that made it: the lines that
// were there are all kept in order (or, for removals, nothing is new), and as many come or go as were meant.
// `node scripts/markdown-honesty.mjs <folder...>`, after a build.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { applyEdits } from '../dist/src/core/edit.js';
import { decodeSource, isSkip } from '../dist/src/core/source-file.js';
import { markdownSupport } from '../dist/src/languages/markdown/language.js';

const SECTION = '## Zyx section\n\nSome words, and a list:\n\n- one `code`\n- two\n\n### Zyx part\n\n```sh\nrun it\n```\n';
const PARAGRAPH = 'A zyx paragraph\nof two lines.';
const DEADLINE = 30_000;

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(file);
    else if (entry.isFile() && /\.(md|markdown)$/i.test(entry.name)) yield file;
  }
}

function linesOf(text) {
  return text.split(/\r\n|\r|\n/);
}

/** The length of the longest start and end that two lists of lines share: all that is not in them has changed. */
function changedLines(before, after) {
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { removed: a.slice(start, a.length - end), added: b.slice(start, b.length - end) };
}

const filled = (lines) => lines.filter((line) => line.trim() !== '').length;
/** How many lines of a text are not blank. */
const size = (text) => filled(linesOf(text));
/** A heading that is underlined has one line more. */
const setextLines = (added) =>
  added.filter((line, index) => /^(=+|-+)$/.test(line) && /^Zyx/.test(added[index - 1] ?? '')).length;

function inserts(text) {
  return ({ removed, added }) => filled(removed) === 0 && filled(added) - setextLines(added) === size(text);
}

function removes(source) {
  return ({ removed, added }) => filled(added) === 0 && filled(removed) === size(source);
}

function all(blocks) {
  return blocks.flatMap((block) => [block, ...all(block.children)]);
}

function pick(items, count) {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, index) => index % step === 0).slice(0, count);
}

function* operations(file, services) {
  const { sections } = services;
  const blocks = all(file.blocks);
  const source = ({ start, end }) => file.text.slice(start, end);
  yield ['insertSection end', () => services.insertSection(SECTION, 'end'), inserts(SECTION)];
  for (const section of pick(sections.all, 2)) {
    yield ['insertSection before', () => services.insertSection(SECTION, { before: section }), inserts(SECTION)];
    yield ['insertSection after', () => services.insertSection(SECTION, { after: section }), inserts(SECTION)];
    yield ['insertSection atEndOf', () => services.insertSection(SECTION, { atEndOf: section }), inserts(SECTION)];
    yield ['appendTo', () => services.appendTo(section, PARAGRAPH), inserts(PARAGRAPH)];
    yield ['prependTo', () => services.prependTo(section, PARAGRAPH), inserts(PARAGRAPH)];
    yield [
      'removeSection',
      () => services.removeSection(section),
      ({ added, removed }) => filled(added) === 0 && filled(removed) > 0,
    ];
  }
  for (const list of pick(
    blocks.filter(({ type }) => type === 'list'),
    3,
  )) {
    yield ['appendItem', () => services.appendItem(list, 'a zyx item'), inserts('a zyx item')];
  }
  for (const block of pick(
    file.blocks.filter(({ type }) => type === 'paragraph'),
    2,
  )) {
    const same = ({ removed, added }) => filled(added) <= 2 && filled(removed) <= size(source(block));
    yield ['replaceBlock', () => services.replaceBlock(block, PARAGRAPH), same];
  }
  for (const block of pick(
    blocks.filter(({ type }) => type !== 'tableCell'),
    3,
  )) {
    const isInner = block.depth > 0;
    yield [
      `removeBlocks ${block.type}`,
      () => services.removeBlocks(block, block),
      isInner ? ({ added }) => filled(added) === 0 : removes(source(block)),
    ];
  }
}

/** What the parser has no part in: all bytes outside of the edits are the same. */
function bytesOutside(text, after, edits) {
  let [at, there] = [0, 0];
  for (const { start, end, newText } of [...edits].sort((a, b) => a.start - b.start)) {
    if (text.slice(at, start) !== after.slice(there, there + start - at)) return false;
    there += start - at + newText.length;
    at = end;
  }
  return text.slice(at) === after.slice(there);
}

/** The level that a sub-section gets beside the deepest section. */
function deepest({ sections }) {
  return Math.max(0, ...sections.all.map(({ level }) => level)) + 1;
}

const counts = { files: 0, skipped: {}, operations: {}, done: 0, none: {}, asMeant: 0, wrong: 0, slowest: 0 };
const bump = (table, key) => (table[key] = (table[key] ?? 0) + 1);
const seen = new Set();

for (const folder of process.argv.slice(2)) {
  for (const name of filesIn(realpathSync(folder))) {
    const bytes = readFileSync(name);
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (seen.has(hash)) continue;
    seen.add(hash);
    const source = decodeSource(name, bytes, null);
    const parsed = isSkip(source) ? source : markdownSupport.parse(source);
    if (isSkip(parsed)) {
      bump(counts.skipped, parsed.code);
      continue;
    }
    counts.files++;
    const { file, services } = parsed;
    const started = performance.now();
    for (const [what, run, isMeant] of operations(file, services)) {
      if (performance.now() - started > DEADLINE) {
        bump(counts.skipped, 'operations after 30 s');
        break;
      }
      const before = performance.now();
      const edits = run();
      counts.slowest = Math.max(counts.slowest, performance.now() - before);
      bump(counts.operations, `${what}: ${edits === null ? 'null' : 'done'}`);
      if (edits === null) {
        bump(
          counts.none,
          what.startsWith('insertSection') && deepest(services) > 5 ? 'a heading below level 6' : 'other blocks would change',
        );
        if (process.env.SHOW_NONE === what) console.log(`null: ${name}`);
        continue;
      }
      counts.done++;
      const after = applyEdits(file.text, edits);
      if (edits.length > 0 && bytesOutside(file.text, after, edits) && isMeant(changedLines(file.text, after))) counts.asMeant++;
      else {
        counts.wrong++;
        console.log(`WRONG ${what}: ${name}\n${JSON.stringify(edits).slice(0, 600)}`);
      }
    }
  }
}

const { operations: table, slowest, ...rest } = counts;
for (const [what, count] of Object.entries(table).sort()) console.log(`${what.padEnd(40)} ${count}`);
console.log(JSON.stringify({ ...rest, slowestMs: Math.round(slowest) }));
process.exitCode = counts.wrong > 0 || counts.files === 0 ? 1 : 0;
