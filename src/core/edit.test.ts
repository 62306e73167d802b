import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from '../testing/suite.js';
import { applyEdits, type Edit, editFault, hasConflict, insertAt, offsetAfter, offsetBefore, replaceRange } from './edit.js';

const test = suite('edit');

test('edits are spliced in the order of the text, whatever the order of the list', () => {
  const text = 'one two three';
  const edits = [replaceRange(text, { start: 8, end: 13 }, '3'), insertAt(4, '<'), replaceRange(text, { start: 0, end: 3 }, '1')];
  assert.equal(applyEdits(text, edits), '1 <two 3');
});

test('an edit that expects other text is refused', () => {
  const edit: Edit = { start: 0, end: 3, oldText: 'two', newText: '2' };
  assert.throws(() => applyEdits('one', [edit]), { code: 'edit-invalid' });
});

test('edits that overlap or touch are refused', () => {
  const text = 'abcdef';
  const touching = [replaceRange(text, { start: 0, end: 2 }, 'x'), replaceRange(text, { start: 2, end: 3 }, 'y')];
  assert.ok(hasConflict(touching));
  assert.throws(() => applyEdits(text, touching), { code: 'edit-invalid' });
  assert.ok(hasConflict([insertAt(3, 'x'), insertAt(3, 'y')]));
  assert.ok(!hasConflict([insertAt(3, 'x'), insertAt(4, 'y')]));
});

test('what is out of range, reversed, empty, or cuts a character in two is a fault', () => {
  const fault = (start: number, end: number, newText: string): string | null =>
    editFault('a😀b', { start, end, oldText: 'a😀b'.slice(start, end), newText });
  assert.equal(fault(0, 1, 'x'), null);
  assert.equal(fault(1, 3, 'x'), null);
  for (const [start, end] of [
    [-1, 0],
    [2, 2],
    [3, 2],
    [0, 9],
    [0.5, 1],
  ] as const)
    assert.notEqual(fault(start, end, 'x'), null);
  assert.match(fault(0, 1, 'a') ?? '', /changes nothing/);
});

/** Any edits on any text, as the ranges and texts of a list; they may well be wrong. */
const anyEdits = fc.tuple(
  fc.string({ unit: 'grapheme', minLength: 8, maxLength: 24 }),
  fc.array(
    fc.record({
      start: fc.integer({ min: -1, max: 26 }),
      length: fc.integer({ min: -1, max: 3 }),
      newText: fc.string({ maxLength: 3 }),
    }),
    {
      maxLength: 4,
    },
  ),
);

/** What edits mean, unit by unit and without any cleverness: null where the list must be refused. */
function oracle(text: string, edits: readonly Edit[]): string | null {
  const units: (string | null)[] = text.split('');
  const inserted: string[] = Array.from({ length: text.length + 1 }, () => '');
  const touched = new Set<number>();
  for (const { start, end, newText } of edits) {
    for (let border = start; border <= end; border++) {
      if (touched.has(border)) return null;
      touched.add(border);
    }
    for (let unit = start; unit < end; unit++) units[unit] = null;
    inserted[start] = newText;
  }
  return [...units, ''].map((unit, index) => (inserted[index] ?? '') + (unit ?? '')).join('');
}

test('applyEdits agrees with a naive oracle', () => {
  let applied = 0;
  fc.assert(
    fc.property(anyEdits, ([text, wanted]) => {
      const edits = wanted.map(({ start, length, newText }): Edit => {
        return { start, end: start + length, oldText: text.slice(Math.max(0, start), Math.max(0, start + length)), newText };
      });
      const expected = edits.some((edit) => editFault(text, edit) !== null) ? null : oracle(text, edits);
      if (expected === null) assert.throws(() => applyEdits(text, edits), { code: 'edit-invalid' });
      else assert.equal(applyEdits(text, edits), expected);
      if (expected !== null && edits.length > 1) applied++;
    }),
    { numRuns: 20_000, seed: 1 },
  );
  assert.ok(applied > 200, `only ${applied} lists of several edits were applied: the property says little`);
});

test('offsets outside of the edits map there and back', () => {
  const text = 'aaa bbb ccc';
  const edits = [replaceRange(text, { start: 0, end: 3 }, 'long text'), replaceRange(text, { start: 8, end: 9 }, '')];
  const after = applyEdits(text, edits);
  for (const offset of [3, 4, 5, 6, 7, 9, 10, 11]) {
    assert.equal(after[offsetAfter(edits, offset)], text[offset]);
    assert.equal(offsetBefore(edits, offsetAfter(edits, offset)), offset);
  }
  assert.equal(offsetAfter(edits, 1), 0);
  assert.equal(offsetBefore(edits, 5), 0);
});
