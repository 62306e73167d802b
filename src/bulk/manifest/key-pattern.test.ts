import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import { endMatcher, keyMatcher } from './key-pattern.js';

const test = suite('patterns of repositories');

const KEYS = [
  'github.com/zoo/exe',
  'github.com/zoo/exe-tools',
  'github.com/Zoo/utf16',
  'git.example.org:8443/zoo/sub/hostile',
  'file:/srv/zoo/plain1',
  'file:/srv/zoo/plain10',
  'file:/srv/hostile.git',
];
const taken = (matches: (repo: string) => boolean): readonly number[] =>
  KEYS.flatMap((key, index) => (matches(key) ? [index] : []));

const PATTERNS: readonly (readonly [pattern: string, taken: readonly number[]])[] = [
  ['*hostile', [3, 6]],
  ['*/hostile', [3, 6]],
  ['sub/hostile', [3]],
  ['zoo/exe', [0]],
  ['plain1', [4]],
  ['plain*', [4, 5]],
  ['**/utf16', [2]],
  ['ZOO/UTF16', [2]],
  ['zoo/exe*', [0, 1]],
  ['hostile.git', [6]],
  ['github.com/zoo/*', [0, 1, 2]],
  ['https://github.com/zoo/exe', [0]],
  ['file:/srv/*', [4, 5, 6]],
  ['/srv/zoo/plain1', [4]],
  ['/zoo/exe', [0]],
  ['git.example.org:8443/zoo', [3]],
  ['example.org:8443/zoo', []],
  ['oo/exe', []],
  ['lain1', []],
  ['exe-', []],
];

for (const [pattern, wanted] of PATTERNS)
  test(`${pattern} takes what ends so at a slash, and nothing else`, () => {
    assert.deepEqual(taken(keyMatcher([pattern])), wanted);
  });

test('an end is no pattern and takes nothing below it', () => {
  assert.deepEqual(taken(endMatcher(['zoo/exe'])), [0]);
  assert.deepEqual(taken(endMatcher(['plain1', 'HOSTILE'])), [3, 4, 6]);
  assert.deepEqual(taken(endMatcher(['zoo', 'git.example.org:8443/zoo', 'plain*', 'oo/exe', ''])), []);
  assert.deepEqual(taken(endMatcher([])), []);
});
