import assert from 'node:assert/strict';
import { suite } from '../testing/suite.js';
import { inOrder } from './in-order.js';

const test = suite('in order');

test('values come out in the order of their places, as soon as they can', () => {
  const out: string[] = [];
  const take = inOrder<string>((value) => out.push(value));
  const [first, second, third] = [take(), take(), take()];
  second('b');
  assert.deepEqual(out, [], 'the first is not there');
  first('a');
  assert.deepEqual(out, ['a', 'b']);
  const fourth = take();
  fourth('d');
  third(null);
  assert.deepEqual(out, ['a', 'b', 'd'], 'a place may be left empty');
});
