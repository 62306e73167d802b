import assert from 'node:assert/strict';
import { suite } from '../testing/suite.js';
import { replaceRange } from './edit.js';
import { fixKey, fixKeysOf, type KeyedFix } from './fix-key.js';

const test = suite('fix-key');

/** `x = 1` on every line, each of which a fix changes. */
function manyFixes(count: number): { readonly text: string; readonly fixes: readonly KeyedFix[] } {
  const lines = Array.from({ length: count }, (_, index) => `name_${String(index).padStart(6, '0')} = 1\n`);
  const text = lines.join('');
  const width = lines[0]?.length ?? 0;
  const fixes = lines.map((_, index) => {
    const end = (index + 1) * width - 1;
    return {
      codemod: 'c',
      path: 'a.py',
      edits: [replaceRange(text, { start: end - 1, end }, '2')],
      imports: [],
      line: index + 1,
    };
  });
  return { text, fixes };
}

test('the keys of many fixes are those of each, and tell them apart', () => {
  const { text, fixes } = manyFixes(20);
  const keyOf = fixKeysOf(text);
  const keys = fixes.map(keyOf);
  assert.deepEqual(
    keys,
    fixes.map((fix) => fixKey(text, fix)),
  );
  assert.equal(new Set(keys).size, fixes.length);
});

test('a file with a fix on each of 40,000 lines is named in time that does not grow with their square', () => {
  const { text, fixes } = manyFixes(40_000);
  const start = performance.now();
  const keyOf = fixKeysOf(text);
  assert.equal(new Set(fixes.map(keyOf)).size, fixes.length);
  // Counting the lines anew for each of them takes minutes.
  assert.ok(performance.now() - start < 10_000);
});
