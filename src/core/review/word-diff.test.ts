import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from '../../testing/suite.js';
import { diffHunks } from '../diff.js';
import { type DiffLine, wordDiff } from './word-diff.js';

const test = suite('word diff');

/** Every line, its changed words in brackets. */
function marked(before: string, after: string): readonly string[] {
  return diffHunks(before, after).flatMap(wordDiff).map(brackets);
}

function brackets({ mark, text, changed }: DiffLine): string {
  let shown = text;
  for (const { start, end } of [...changed].reverse()) {
    shown = `${shown.slice(0, start)}[${shown.slice(start, end)}]${shown.slice(end)}`;
  }
  return mark + shown;
}

test('words that differ are marked on both sides', () => {
  assert.deepEqual(marked('a = utcnow()\n', 'a = now(utc)\n'), ['-a = [utcnow]()', '+a = [now]([utc])']);
});

test('lines that stay and lines that are added are not marked', () => {
  assert.deepEqual(marked('a\nb\n', 'a\nnew line\nb\n'), [' a', '+new line', ' b']);
});

test('a line that becomes two is compared with both', () => {
  const [, first, second] = marked('if ready: start(engine)\n', 'if ready:\n    start(engine)\n');
  assert.equal(first, '+if ready:');
  assert.match(second ?? '', /start\(engine\)$/);
});

test('a line that is new from end to end has no marks in it', () => {
  const before = 'def load():\n    return run(SQL)\n';
  const after = 'def load():\n    try:\n        return run(SQL)\n    except Error:\n        raise\n';
  assert.deepEqual(marked(before, after).slice(1), [
    '-    return run(SQL)',
    '+    try:',
    '+[        ]return run(SQL)',
    '+    except Error:',
    '+        raise',
  ]);
});

test('lines that have little in common are not marked', () => {
  assert.deepEqual(marked('alpha beta gamma\n', 'one two three\n'), ['-alpha beta gamma', '+one two three']);
});

test('lines over 500 characters are not compared, those of 500 are', () => {
  const line = (length: number, end: string): string => `${'word '.repeat(100).slice(0, length - 1)}${end}`;
  const marks = (length: number): number =>
    diffHunks(line(length, 'x'), line(length, 'y'))
      .flatMap(wordDiff)
      .filter(({ changed }) => changed.length > 0).length;
  assert.equal(marks(500), 2);
  assert.equal(marks(501), 0);
});

test('lines are numbered on the side where they are', () => {
  const [hunk] = diffHunks('a\nb\nc\n', 'a\nB\nB2\nc\n');
  assert.ok(hunk !== undefined);
  assert.deepEqual(
    wordDiff(hunk).map(({ mark, oldLine, newLine }) => [mark, oldLine, newLine]),
    [
      [' ', 1, 1],
      ['-', 2, null],
      ['+', null, 2],
      ['+', null, 3],
      [' ', 3, 4],
    ],
  );
});

test('ranges are inside of their lines, sorted, apart, never through a surrogate pair, and the rest is equal on both sides', () => {
  const word = fc.constantFrom('a', 'b', 'utc', '😀', '😁', ' ', '  ', '(', ')', '\t', 'é', '\r');
  const text = fc
    .array(fc.oneof({ weight: 5, arbitrary: word }, fc.constant('\n')), { maxLength: 40 })
    .map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      for (const line of diffHunks(before, after).flatMap(wordDiff)) {
        let last = -1;
        for (const { start, end } of line.changed) {
          assert.ok(start > last && start < end && end <= line.text.length);
          assert.equal(line.text.slice(start, end).isWellFormed(), true);
          last = end;
        }
      }
    }),
    { numRuns: 2000 },
  );
});
