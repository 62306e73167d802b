import assert from 'node:assert/strict';
import { suite } from '../testing/suite.js';
import { timeSpan } from './time-span.js';

const test = suite('spans of time');

test('seconds, then minutes, then hours with minutes; never more than has passed', () => {
  const second = 1_000;
  const minute = 60 * second;
  const spans = [0, 59.9 * second, minute, 59.9 * minute, 60 * minute, 125.5 * minute, 1_500 * minute];
  assert.deepEqual(spans.map(timeSpan), ['0 s', '59 s', '1 min', '59 min', '1 h', '2 h 5 min', '25 h']);
});
