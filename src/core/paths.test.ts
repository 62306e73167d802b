import assert from 'node:assert/strict';
import { suite } from '../testing/suite.js';
import { unsafePath } from './paths.js';

const test = suite('unsafePath');

test('takes what lies below the root', () => {
  for (const path of [
    'a.py',
    'a/b/c.py',
    '.github/x.yml',
    '.gitignore',
    'a..b/...c',
    'git/a',
    '-rf',
    'a b\n',
    'é',
    '.codexes/a',
  ]) {
    assert.equal(unsafePath(path), null, path);
  }
});

test('refuses what leads out, into git or into the records', () => {
  const paths = [
    '',
    '/etc/passwd',
    '../a',
    'a/../../b',
    'a//b',
    './a',
    'a/.',
    'C:/a',
    'c:a',
    'a\0b',
    '.git/config',
    'sub/.git/hooks/x',
  ];
  const spellings = ['.GIT/config', '.git./a', '.git /a', '.g\u200cit/a', 'git~1/a', '.git::$INDEX_ALLOCATION/a', '.git:x\n/a'];
  for (const path of [...paths, ...spellings, '.codex/lock', '.Codex/runs/x', 'sub/.codex/x']) {
    assert.notEqual(unsafePath(path), null, JSON.stringify(path));
  }
});
