#!/usr/bin/env node
// The properties of the core over as many cases as it takes to believe them.
//
//   node scripts/properties.mjs [--seed N] [--lists 1000000] [--files 10000]
//
// Edits: lists of edits on texts with all newlines, pairs of surrogates and halves of them, against an oracle that goes unit by unit; nested,
// touching, equal, zero-width, reversed and stale ones, and those that are out of range, are refused whole.
// Diffs: for pairs of files, in UTF-8 and in eight other encodings, `git apply` of our patch makes the planned bytes: CR, LF, CRLF and mixtures,
// no final newline, empty files, byte order marks, form feeds.
// Needs a build. Exit code 1: one that does not hold, with its seed.
import { parseArgs } from 'node:util';
import { checkPatches, diffCase } from '../dist/src/testing/properties/apply-patches.js';
import { checkEditLists } from '../dist/src/testing/properties/edit-lists.js';
import { encodedPairs } from '../dist/src/testing/properties/encoded-pairs.js';
import { filePairs } from '../dist/src/testing/properties/file-pairs.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    lists: { type: 'string', default: '1000000' },
    files: { type: 'string', default: '10000' },
  },
});
const seed = Number(values.seed);
const files = Number(values.files);
const git = { program: 'git', args: ['apply', '--whitespace=nowarn', '-'] };

function timed(what, check) {
  const started = performance.now();
  const found = check();
  console.log(`${what}: ${JSON.stringify(found)}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

console.log(`seed ${seed}`);
timed(`${values.lists} lists of edits`, () => checkEditLists(Number(values.lists), seed));
/** A fifth of the files is in other encodings. */
const encoded = Math.round(files / 5);
timed(`${files - encoded} pairs of files in UTF-8 by git apply`, () => {
  checkPatches(filePairs.map(diffCase), { ...git, runs: files - encoded, seed });
  return { wrong: 0 };
});
timed(`${encoded} pairs of files in eight other encodings by git apply`, () => {
  checkPatches(encodedPairs, { ...git, runs: encoded, seed });
  return { wrong: 0 };
});
