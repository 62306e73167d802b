import * as assert from 'node:assert/strict';
import { isSkip } from '../../core/source-file.js';
import { suite } from '../../testing/suite.js';
import { census } from './census.js';
import { parsePython } from './parse.js';

const test = suite('census');

function censusOf(text: string, part = text): readonly string[] {
  const file = parsePython({ path: 'a.py', text, encoding: 'utf-8', hasBom: false, newline: '\n' });
  if (isSkip(file)) throw new Error(file.message);
  const start = text.indexOf(part);
  return census(file, { start, end: start + part.length });
}

test('finds comments and strings, in the order of the text', () => {
  assert.deepEqual(censusOf('x = "a" # one\n# two\ny = r\'b\' """c\n"""\n'), ['"a"', '# one', '# two', "r'b'", '"""c\n"""']);
});

test('takes only what lies wholly inside', () => {
  const text = 'f("a", "b") # one\n';
  assert.deepEqual(censusOf(text, '"a"'), ['"a"']);
  assert.deepEqual(censusOf(text, 'a", "b') as unknown, []);
  assert.deepEqual(censusOf(text, 'f("a", "b") # on'), ['"a"', '"b"']);
  assert.deepEqual(censusOf(text, '') as unknown, []);
});

test('counts a string in a field of an f-string once', () => {
  const text = 'f"{d[\'k\']} x"\n';
  assert.deepEqual(censusOf(text), ['f"{d[\'k\']} x"']);
  assert.deepEqual(censusOf(text, "d['k']"), ["'k'"]);
});

test('a comment before a CRLF is without the CR', () => {
  assert.deepEqual(censusOf('x # one\r\n# two\r\n'), ['# one', '# two']);
});
