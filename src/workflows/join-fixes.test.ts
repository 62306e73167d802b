import assert from 'node:assert/strict';
import { insertAt, replaceRange } from '../core/edit.js';
import { suite } from '../testing/suite.js';
import { joinFixes } from './join-fixes.js';

const test = suite('joining fixes that meet');
const at = { start: 0, end: 1 };

test('insertions at one place become one, in the order of the list', () => {
  const [one, ...others] = joinFixes([
    { reason: 'a', at, edits: [insertAt(5, 'x')] },
    { reason: 'b', at, edits: [insertAt(5, 'y')] },
  ]);
  assert.deepEqual(one?.edits, [insertAt(5, 'xy')]);
  assert.equal(one?.reason, 'a; b');
  assert.deepEqual(others, []);
});

test('a chain of fixes that touch is one, and as safe as the least of them', () => {
  const text = 'abcdef';
  const joined = joinFixes([
    { reason: 'a', at, edits: [replaceRange(text, { start: 0, end: 2 }, 'A')] },
    { reason: 'far', at, edits: [insertAt(6, '!')] },
    { reason: 'b', at, edits: [insertAt(2, 'B')], applicability: 'unsafe', caveat: 'why' },
  ]);
  assert.deepEqual(
    joined.map(({ reason, applicability }) => [reason, applicability]),
    [
      ['far', undefined],
      ['a; b', 'unsafe'],
    ],
  );
  assert.deepEqual(joined[1]?.edits, [{ start: 0, end: 2, oldText: 'ab', newText: 'AB' }]);
});
