import assert from 'node:assert/strict';
import { diffHunks } from '../../core/diff.js';
import { suite } from '../../testing/suite.js';
import { diffText, instructions, isSameDiff, parseDiff, readBack } from './edited-diff.js';

const test = suite('edited diffs');

const BEFORE = 'a\nb\n\nc\nd\n\n\n\n';
const PARTS = diffHunks(BEFORE, BEFORE.replace('c', 'see'));

test('a diff that comes back from the editor is the one that went there', () => {
  const back = readBack(instructions('src/app.py') + diffText(PARTS));
  assert.equal(back, diffText(PARTS));
  assert.deepEqual(parseDiff(back), PARTS);
  const made = diffHunks('', 'a\nb');
  assert.deepEqual(parseDiff(diffText(made)), made, 'also of a file that is made, without a newline at its end');
  for (const row of instructions('src/app.py').split('\n')) assert.ok(row.length <= 80 && /^#|^$/.test(row), row);
});

test('the name of a file stays on its line of the instructions', () => {
  assert.equal(instructions('a\nb').split('\n').length, instructions('a').split('\n').length);
});

test('spaces that an editor strips are no change', () => {
  const stripped = diffText(PARTS)
    .replace(/[ \t]+$/gm, '')
    .replace(/\n+$/, '\n');
  assert.notEqual(stripped, diffText(PARTS));
  assert.equal(isSameDiff(readBack(stripped), diffText(PARTS)), true);
  assert.equal(isSameDiff(readBack(stripped.replace('+see', '+sea')), diffText(PARTS)), false);
  assert.equal(isSameDiff(diffText(PARTS), diffText(PARTS.map((part) => ({ ...part, oldStart: part.oldStart + 1 })))), false);
});

test('lines are counted anew', () => {
  assert.deepEqual(parseDiff('@@ -3,9 +3,9 @@ main\n c\n+d\n+e\n\n@@ -8 +8 @@\n-f\n'), [
    { oldStart: 3, oldLines: 2, newStart: 3, newLines: 4, lines: [' c', '+d', '+e', ' '] },
    { oldStart: 8, oldLines: 1, newStart: 10, newLines: 0, lines: ['-f'] },
  ]);
});

test('what is no diff is none', () => {
  for (const text of ['', 'x', '-a\n', '@@ -1 +1 @@\n-a\nb\n', '@@ what @@\n']) assert.equal(parseDiff(text), null, text);
});
