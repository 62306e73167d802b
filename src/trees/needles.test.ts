import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CodemodError } from '../core/errors.js';
import { suite } from '../testing/suite.js';
import { compileNeedles } from './needles.js';

const test = suite('needles');

test('finds what a search for each needle finds, in any bytes', () => {
  const bytes = fc.array(fc.constantFrom('ab', 'a', 'b', '.', '*', '\\', '^', '[', '-', '\n', '\xff', '\0'), { maxLength: 12 });
  const needle = fc.stringMatching(/^[ab.*\\^[\n-]{1,3}$/);
  fc.assert(
    fc.property(bytes, fc.array(needle, { maxLength: 4 }), (parts, needles) => {
      const text = parts.join('');
      const expected = needles.length === 0 || needles.some((one) => text.includes(one));
      assert.equal(compileNeedles(needles)(Buffer.from(text, 'latin1')), expected);
    }),
    { numRuns: 2000 },
  );
});

test('finds needles wherever they stand, and none that is cut off', () => {
  const needles = ['sqlite3', 'aiosqlite', 'apsw', '__exit__', 'contextmanager', 'sys', 'q', 'xx', 'xxxxxxxx'];
  for (const needle of needles) {
    const holds = compileNeedles([needle]);
    for (const around of ['', 's', 'sq', ' sqlite', needle.slice(1), needle.slice(0, -1)]) {
      for (const text of [needle, around + needle, needle + around, around + needle + around])
        assert.ok(holds(Buffer.from(text)), text);
      for (const text of [around, needle.slice(1) + around, around + needle.slice(0, -1)]) {
        assert.equal(holds(Buffer.from(text)), text.includes(needle), JSON.stringify([needle, text]));
      }
    }
  }
  const many = 'abcdefghijklmnopqrstuvwxyz'.split('').map((letter) => `${letter}-needle`);
  assert.ok(compileNeedles(many)(Buffer.from('xx q-needle')) && !compileNeedles(many)(Buffer.from('xx 1-needle')));
});

test('refuses needles that bytes cannot be searched for', () => {
  for (const needle of ['', 'naïve']) {
    assert.throws(
      () => compileNeedles(['import', needle]),
      (error) => error instanceof CodemodError && error.code === 'codemod-invalid',
    );
  }
});
