import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { suite } from '../../testing/suite.js';
import { declaredEncoding } from './declared-encoding.js';

const test = suite('declared-encoding');

const declared = (text: string): string | null => declaredEncoding(Buffer.from(text, 'latin1'));

test('reads the first line, and the second below a blank one or a comment', () => {
  assert.equal(declared('# -*- coding: latin-1 -*-\n'), 'iso-8859-1');
  assert.equal(declared('#!/usr/bin/python\n# vim: set fileencoding=koi8-r :\n'), 'koi8-r');
  assert.equal(declared('\n# coding: cp1251\n'), 'cp1251');
  assert.equal(declared('\f \t\n# coding: cp1251\n'), 'cp1251');
  assert.equal(declared('x = 1\n# coding: cp1251\n'), null);
  assert.equal(declared('"""\n# coding: cp1251\n"""\n'), null);
  assert.equal(declared('\n\n# coding: cp1251\n'), null);
  assert.equal(declared('x = "# coding: cp1251"\n'), null);
  assert.equal(declared(''), null);
});

test('CR, LF and CRLF each end a line', () => {
  for (const newline of ['\r', '\n', '\r\n']) {
    assert.equal(declared(`#!x${newline}# coding: cp1251${newline}`), 'cp1251');
    assert.equal(declared(`#!x${newline}${newline}# coding: cp1251${newline}`), null);
  }
});

test('looks behind a byte order mark, and is not disturbed by bytes that are no UTF-8', () => {
  assert.equal(declared('\xef\xbb\xbf# coding: utf-8\n'), 'utf-8');
  assert.equal(declared('# \xe9\xff coding: latin-1\n'), 'iso-8859-1');
});

/** Headers of up to three lines, each of which is a cookie, almost one, or something else. */
const names = [
  'utf-8',
  'UTF_8',
  'utf-8-unix',
  'latin-1',
  'Latin_1-dos',
  'iso-8859-15',
  'iso-latin-1-mac',
  'ISO-8859-1-x',
  'cp1252',
  'a.b',
];
const line = fc.tuple(
  fc.constantFrom('', '', '', '', '', ' ', '\t', '\f', ' \f', 'x', '\\', '"'),
  fc.constantFrom('', '#', '# ', '#', '# ', '# ', '#!/usr/bin/python ', '# é'),
  fc.constantFrom(
    '',
    '',
    'coding:',
    'coding=',
    'encoding: ',
    '-*- coding: ',
    'coding :',
    'Coding:',
    'coding=:',
    'fileencoding=\t',
  ),
  fc.constantFrom('', ...names),
  fc.constantFrom('', '', ' -*-', ';', ' coding: cp1251'),
);
const headers = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r', '\r\n')), { maxLength: 3 })
  .map((lines) => lines.flat(2).join(''));

/**
 * Encodings by `tokenize.detect_encoding`, which CPython keeps equal to its tokenizer. It is handed lines as the
 * tokenizer sees them: CR ends one.
 */
const ORACLE = `
import codecs, json, sys, tokenize
def detect(text):
    lines = iter(text.encode().splitlines(True))
    try:
        return tokenize.detect_encoding(lambda: next(lines))[0]
    except SyntaxError as error:
        assert str(error).startswith('unknown encoding: '), error
        return str(error)[len('unknown encoding: '):]
# Any name is known, so that names come back as CPython understood them.
tokenize.lookup = lambda name: codecs.lookup('ascii')
print(json.dumps([detect(text) for text in json.load(sys.stdin)]))
`;

test('agrees with CPython on generated headers', () => {
  const samples = fc.sample(headers, { numRuns: 800, seed: 263 });
  const child = spawnSync('python3', ['-I', '-S', '-c', ORACLE], { input: JSON.stringify(samples), encoding: 'utf8' });
  if (child.error !== undefined) return console.log('SKIPPED: no python3 on PATH; its tokenizer was not asked');
  assert.equal(child.status, 0, child.stderr);
  const expected: unknown = JSON.parse(child.stdout);
  assert.ok(Array.isArray(expected) && expected.length === samples.length);
  const found = samples.map((header) => declaredEncoding(Buffer.from(header)) ?? 'utf-8');
  assert.deepEqual(found, expected);
  const cookies = found.filter((name) => name !== 'utf-8').length;
  assert.ok(cookies > 90, `the sample must hold many cookies, not ${cookies}`);
});
