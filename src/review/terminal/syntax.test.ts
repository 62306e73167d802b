import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import { tokenizerFor } from './syntax.js';

const test = suite('syntax colours');

function tokens(path: string, line: string): readonly string[] {
  return tokenizerFor(path)(line).map(({ kind, start, end }) => `${kind} ${line.slice(start, end)}`);
}

test('keywords, texts, numbers and comments are told by the ending of the file', () => {
  assert.deepEqual(tokens('a.py', 'if x1 == "a # b": return 1.5 # no'), [
    'keyword if',
    'string "a # b"',
    'keyword return',
    'number 1.5',
    'comment # no',
  ]);
  assert.deepEqual(tokens('a.TS', 'const x = `a`; // b'), ['keyword const', 'string `a`', 'comment // b']);
  assert.deepEqual(tokens('a.yml', 'on: "x" # y'), ['keyword on', 'string "x"', 'comment # y']);
  assert.deepEqual(tokens('a.md', '# Title'), ['keyword # Title']);
  assert.deepEqual(tokens('a.txt', 'if 1'), []);
  assert.deepEqual(tokens('Makefile', 'if 1'), []);
});

test('an apostrophe in prose begins no text, and no part of a word is a keyword', () => {
  assert.deepEqual(tokens('a.py', "it isn't notified, is ort"), ['keyword is']);
});

test('hostile lines take no time', () => {
  const lines = [
    '"'.repeat(2000),
    '\\"'.repeat(1000),
    "'".repeat(1999),
    '/*'.repeat(1000),
    '`a'.repeat(1000),
    '1.'.repeat(1000),
    '<!--'.repeat(500),
    'if '.repeat(1e6),
  ];
  const start = performance.now();
  for (const path of ['a.py', 'a.js', 'a.yml', 'a.md']) for (const line of lines) tokenizerFor(path)(line);
  assert.ok(performance.now() - start < 2000);
});
