import assert from 'node:assert/strict';
import { checkEditList, checkEditLists } from '../testing/properties/edit-lists.js';
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

test('applyEdits agrees with a naive oracle', () => {
  const counts = checkEditLists(20_000, 1);
  assert.ok(counts.several > 2000 && counts.refused > 2000, `the property says little: ${JSON.stringify(counts)}`);
});

test('an edit that would join the halves of two pairs is a splice like any other, and one that parts a pair is refused', () => {
  const text = 'a\ud83db';
  assert.ok(checkEditList({ text, edits: [{ start: 2, end: 3, oldText: 'b', newText: '\ude00' }] }));
  assert.ok(!checkEditList({ text: 'a😀', edits: [{ start: 2, end: 3, oldText: '\ude00', newText: '' }] }));
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
