import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite } from '../../testing/suite.js';
import { branchFault, ownBranchFault } from './safe-ref.js';

const test = suite('names of branches');

const PARTS = [
  '',
  'a',
  'main',
  '.',
  '..',
  '/',
  '//',
  '-',
  '@',
  '@{',
  '~',
  '^',
  ':',
  '?',
  '*',
  '[',
  '\\',
  ' ',
  '\t',
  '\x7f',
  '.lock',
  'é',
  '$(id)',
  'HEAD',
];
const NAMES = PARTS.flatMap((first) =>
  PARTS.flatMap((second) => [`${first}${second}`, `${first}x${second}`, `x/${first}${second}`]),
);

/** Exit code 0: git would make a branch of that name. */
function gitTakes(name: string): boolean {
  return spawnSync('git', ['check-ref-format', `refs/heads/${name}`]).status === 0;
}

test('nothing is taken that git does not take, over all pairs of what is special', () => {
  const sample = NAMES.filter((name) => !name.includes('\0') && branchFault(name) === null);
  assert.ok(sample.length > 40, String(sample.length));
  assert.deepEqual(
    sample.filter((name) => !gitTakes(name)),
    [],
  );
});

test('git is asked for real', () => {
  assert.equal(gitTakes('a..b'), false);
  assert.equal(gitTakes('main'), true);
});

test('what git takes is taken, but for what could be an option or is not to be seen', () => {
  for (const name of ['main', 'release/1.2', 'user/feature_x', 'fix-#12', 'café', 'a@b', '1.x'])
    assert.equal(branchFault(name), null);
  for (const name of ['-f', '--force', 'refs/heads/main', 'HEAD', 'a\u200bb', 'a\u202eb', 'x'.repeat(201)])
    assert.notEqual(branchFault(name), null, name);
});

test('our own branches are plain', () => {
  assert.equal(ownBranchFault('codemod/sqlite-pool'), null);
  for (const name of ['Codemod/x', 'codemod/x#1', 'codemod/é', 'codemod//x', '-x', 'x.lock', ''])
    assert.notEqual(ownBranchFault(name), null, name);
});
