import assert from 'node:assert/strict';
import { suite } from '../testing/suite.js';
import { defineCodemod } from './codemod.js';
import '../languages/python/register.js';

const test = suite('defineCodemod');

type Init = Parameters<typeof defineCodemod>[0];

const GOOD: Init = {
  name: 'a-codemod',
  version: '1.0.0',
  summary: 'Does it.',
  params: {},
  codes: { DEMO001: { title: 'T', cause: 'C', remedy: 'R' } },
  languages: { python: { needles: ['x'], *transform() {} } },
};

test('fills in what is left out', () => {
  const { passes, foreign } = defineCodemod(GOOD);
  assert.deepEqual({ passes, foreign }, { passes: 2, foreign: false });
  assert.equal(defineCodemod({ ...GOOD, foreign: true }).passes, 1);
});

const WRONG: readonly [string, object, RegExp][] = [
  ['name', { name: 'Not A Name' }, /lower case/],
  ['version', { version: '1' }, /1\.0\.0/],
  ['summary', { summary: ' ' }, /summary/],
  ['languages', { languages: {} }, /does nothing/],
  ['code', { codes: { demo: GOOD.codes['DEMO001'] } }, /ABC001/],
  ['passes', { passes: 99 }, /passes/],
  ['needles', { languages: { python: { *transform() {} } } }, /needles/],
  ['needle', { languages: { python: { needles: [1], *transform() {} } } }, /needles/],
  ['transform', { languages: { python: { needles: [] } } }, /transform/],
];

for (const [what, change, message] of WRONG) {
  test(`refuses a wrong ${what}, with the way to mend it`, () => {
    assert.throws(() => defineCodemod({ ...GOOD, ...change } as Init), { code: 'codemod-invalid', message });
  });
}
