import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import nodePath from 'node:path';
import { applyWith, checkPatches, diffCase, GIT_ENVIRONMENT, inFolder } from '../testing/properties/apply-patches.js';
import { filePairs } from '../testing/properties/file-pairs.js';
import { suite } from '../testing/suite.js';
import { diffHunks, renameDiff, unifiedDiff } from './diff.js';

const test = suite('diff');

function textOf(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

test('git apply makes the planned text of 4,000 generated files', () => {
  const args = ['apply', '--whitespace=nowarn', '-'];
  checkPatches(filePairs.map(diffCase), { runs: 4000, seed: Date.now(), program: 'git', args });
});

test('patch makes the planned text too', () => {
  // An empty file has no hunk, and patch removes a file that becomes empty: both are git's business alone.
  const usual = filePairs.filter(({ before, after }) => before !== '' && after !== '');
  const args = ['-p1', '--binary', '--quiet'];
  checkPatches(usual.map(diffCase), { runs: 1000, seed: Date.now(), program: 'patch', args });
});

test('a diff that lost its carriage returns is noticed (control)', () => {
  inFolder((folder) => {
    writeFileSync(nodePath.join(folder, 'a'), 'x\r\ny\r\n');
    const patch = unifiedDiff('a', 'x\r\ny\r\n', 'x\r\nz\r\n').replaceAll('\r', '');
    assert.notEqual(spawnSync('git', ['apply', '-'], { cwd: folder, input: patch, env: GIT_ENVIRONMENT }).status, 0);
  });
});

test('hunks have three lines of context and are numbered from 1', () => {
  const before = Array.from({ length: 20 }, (_, index) => `${index + 1}\n`).join('');
  const [hunk, ...others] = diffHunks(before, before.replace('10\n', 'ten\n'));
  assert.deepEqual(others, []);
  assert.deepEqual(hunk, {
    oldStart: 7,
    oldLines: 7,
    newStart: 7,
    newLines: 7,
    lines: [' 7', ' 8', ' 9', '-10', '+ten', ' 11', ' 12', ' 13'],
  });
});

test('a change among repeated lines keeps the context behind it', () => {
  const before = '\n\n\n\na\n';
  const [hunk] = diffHunks(before, `b\n\n${before}`);
  assert.deepEqual(hunk?.lines, ['+b', '+', ' ', ' ', ' ']);
  assert.deepEqual(applyWith('git', ['apply', '-'], [diffCase({ before, after: `b\n\n${before}` })]), []);
});

test('is written as git writes it', () => {
  assert.equal(
    unifiedDiff('a.py', 'x\n', 'y'),
    '--- a/a.py\n+++ b/a.py\n@@ -1,1 +1,1 @@\n-x\n+y\n\\ No newline at end of file\n',
  );
  assert.equal(unifiedDiff('a.py', null, 'y\n'), '--- /dev/null\n+++ b/a.py\n@@ -0,0 +1,1 @@\n+y\n');
  assert.equal(unifiedDiff('a.py', 'y\n', null), '--- a/a.py\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-y\n');
  assert.equal(unifiedDiff('a.py', 'y\n', 'y\n'), '');
  assert.match(unifiedDiff('new', null, ''), /^diff --git a\/new b\/new\nnew file mode 100644\n\n$/);
});

test('odd names are quoted, and git apply finds them', () => {
  const names = ['a b.py', 'tab\there', 'new\nline', 'quo"te', 'back\\slash', 'é中😀.py', 'esc\u001b[31m', '-rf', 'x\t'];
  inFolder((folder) => {
    for (const name of names) writeFileSync(nodePath.join(folder, name), 'x\n');
    const patch = names.map((name) => unifiedDiff(name, 'x\n', 'y\n')).join('');
    const result = spawnSync('git', ['apply', '-'], { cwd: folder, input: patch, env: GIT_ENVIRONMENT, encoding: 'utf8' });
    assert.equal(result.status, 0, result.stderr);
    for (const name of names) assert.equal(textOf(nodePath.join(folder, name)), 'y\n', name);
  });
});

test('a rename is a patch as well', () => {
  inFolder((folder) => {
    mkdirSync(nodePath.join(folder, 'd'));
    writeFileSync(nodePath.join(folder, 'd/old name'), 'x\n');
    const result = spawnSync('git', ['apply', '-'], {
      cwd: folder,
      input: renameDiff('d/old name', 'd/néw'),
      env: GIT_ENVIRONMENT,
      encoding: 'utf8',
    });
    assert.equal(result.status, 0, result.stderr);
    assert.equal(textOf(nodePath.join(folder, 'd/néw')), 'x\n');
  });
});

test('a small change of a large file is fast, and a file all changed is one hunk', () => {
  const lines = Array.from({ length: 200_000 }, (_, index) => `line ${index}\n`);
  const started = performance.now();
  assert.equal(diffHunks(lines.join(''), lines.with(150_000, 'changed\n').join('')).length, 1);
  assert.ok(performance.now() - started < 2000, 'under two seconds');
  const before = lines.slice(0, 6000).join('');
  const after = before.replaceAll('line', 'row');
  const hunks = diffHunks(`same\n${before}same`, `same\n${after}same`);
  assert.equal(hunks.length, 1);
  assert.deepEqual(
    applyWith('git', ['apply', '-'], [diffCase({ before: `same\n${before}same`, after: `same\n${after}same` })]),
    [],
  );
});
