import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { gitRepository, plainGit } from '../../src/testing/git-repository.js';
import { runCli } from '../../src/testing/run-cli.js';
import { treeOf } from '../../src/testing/scratch-folder.js';
import { suite } from '../../src/testing/suite.js';
import { writeFiles } from '../../src/testing/temp-folder.js';

const test = suite('workflows that git still lists');

const BUILD = `on: workflow_dispatch
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: python -m build
`;

function repositoryWith(files: Readonly<Record<string, string>>): string {
  const root = gitRepository();
  writeFiles(root, { 'pkg/__init__.py': '', ...files });
  plainGit(root, 'add', '--all');
  plainGit(root, 'commit', '-q', '-m', 'all');
  return root;
}

test('one that was folded in and is not committed yet is no finding of the next run', () => {
  const root = repositoryWith({ '.github/workflows/build.yml.disabled': BUILD });
  const first = runCli(['apply', 'ci-workflow'], { cwd: root });
  assert.equal(first.status, 0, first.stderr);
  assert.ok(!existsSync(path.join(root, '.github/workflows/build.yml.disabled')));
  const before = treeOf(root, ['.git', '.codex']);
  const second = runCli(['apply', 'ci-workflow', '--allow-dirty'], { cwd: root });
  assert.equal(second.status, 0, second.stderr);
  assert.doesNotMatch(second.stdout + second.stderr, /CI0\d\d/);
  assert.deepEqual(treeOf(root, ['.git', '.codex']), before);
});

test('a CI that was deleted is not one that cannot be read', () => {
  const root = repositoryWith({ '.github/workflows/ci.yml': 'on: push\njobs: {}\n' });
  rmSync(path.join(root, '.github/workflows/ci.yml'));
  const run = runCli(['apply', 'ci-workflow', '--dry-run', '--allow-dirty'], { cwd: root });
  assert.doesNotMatch(run.stdout + run.stderr, /CI003/);
});
