import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diffHunks } from '../../core/diff.js';
import { suite } from '../../testing/suite.js';
import { doMeet, putTogether, takeApart, withoutDoubles } from './replacements.js';

const test = suite('replacements');

const COUNT = 30;

/** What comes in the place of a line of a text; the text itself has no two equal lines. */
const changes = fc.dictionary(
  fc.integer({ min: 0, max: COUNT - 1 }).map(String),
  fc.constantFrom('', 'new #', 'new #\nand more #', 'before #\nline #'),
  { maxKeys: 6 },
);

function changed(lines: readonly string[], by: Readonly<Record<string, string>>, end: string): string {
  const made = lines.flatMap((line, index) => {
    const text = by[index]?.replaceAll('#', String(index));
    return text === undefined ? [line] : text === '' ? [] : text.split('\n');
  });
  return made.length === 0 ? '' : made.join('\n') + end;
}

test('hunks of single changes, put together, are the hunks of all of them', () => {
  const lines = Array.from({ length: COUNT }, (_, index) => `line ${index}`);
  let several = 0;
  fc.assert(
    fc.property(changes, fc.constantFrom('\n', ''), (by, end) => {
      const text = changed(lines, {}, end);
      const parts = Object.entries(by).flatMap(([line, with_]) => diffHunks(text, changed(lines, { [line]: with_ }, end)));
      const { replacements, known } = takeApart(parts);
      // A last line that goes takes the newline of the one before along: then two of them are of one line.
      if (doMeet(withoutDoubles(replacements))) return;
      const whole = putTogether([...replacements, ...replacements], known);
      if (replacements.length > 1) several++;
      assert.deepEqual(
        whole.map(({ oldStart, oldLines, newStart, newLines }) => [oldStart, oldLines, newStart, newLines]),
        diffHunks(text, changed(lines, by, end)).map(({ oldStart, oldLines, newStart, newLines }) => [
          oldStart,
          oldLines,
          newStart,
          newLines,
        ]),
      );
      assert.deepEqual(
        whole.flatMap((hunk) => [...hunk.lines].sort()),
        diffHunks(text, changed(lines, by, end)).flatMap((hunk) => [...hunk.lines].sort()),
      );
    }),
    { numRuns: 1000 },
  );
  assert.ok(several > 250);
});

test('two changes of one line cannot be put together', () => {
  const text = 'a\nb\nc\n';
  const meet = (...texts: readonly string[]): boolean =>
    doMeet(takeApart(texts.flatMap((after) => diffHunks(text, after))).replacements);
  assert.equal(meet('a\nB\nc\n', 'a\nBB\nc\n'), true);
  assert.equal(meet('a\none\nb\nc\n', 'a\ntwo\nb\nc\n'), true, 'nor can two that add lines at one place');
  assert.equal(meet('a\nB\nc\n', 'a\nb\nC\n'), false);
  assert.equal(meet('a\nnew\nb\nc\n', 'a\nB\nc\n'), false, 'what is added before a line is not of that line');
});
