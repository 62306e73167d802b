import assert from 'node:assert/strict';
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../core/hash.js';
import { commitFiles, gitRepository, plainGit } from '../testing/git-repository.js';
import { suite } from '../testing/suite.js';
import { writeFiles } from '../testing/temp-folder.js';
import { dirtyPaths, type LastWritten } from './dirty.js';
import { openRepository } from './repository.js';

const test = suite('dirty');

async function dirty(top: string, paths: readonly string[], lastWritten: LastWritten = new Map()): Promise<readonly string[]> {
  const repository = await openRepository(top);
  assert.ok(repository !== null);
  return dirtyPaths(repository, paths, lastWritten);
}

/** What git itself says; the repositories of these tests are not hostile. */
function gitStatus(top: string): readonly string[] {
  return plainGit(top, 'status', '--porcelain', '--untracked-files=all', '-z')
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => line.slice(3));
}

test('finds what differs from HEAD', async () => {
  for (const format of ['sha1', 'sha256']) {
    const top = gitRepository(
      {
        'same.py': 'x = 1\n',
        'other.py': 'x = 1\n',
        'deleted.py': '',
        'staged.py': '',
        'mode.py': '',
        'link.py': '',
        'd/e.py': '',
      },
      `--object-format=${format}`,
    );
    rmSync(path.join(top, 'd/e.py'));
    writeFiles(top, { 'other.py': 'x = 2\n', 'new.py': '', 'staged.py': 'x = 2\n', 'd/e.py/f.py': '' });
    plainGit(top, 'add', 'staged.py');
    rmSync(path.join(top, 'deleted.py'));
    rmSync(path.join(top, 'link.py'));
    symlinkSync('same.py', path.join(top, 'link.py'));
    const paths = ['same.py', 'other.py', 'deleted.py', 'new.py', 'staged.py', 'link.py', 'd/e.py', 'nowhere.py'];
    const found = ['other.py', 'deleted.py', 'new.py', 'staged.py', 'link.py', 'd/e.py'];
    assert.deepEqual(await dirty(top, paths), found);
    for (const file of found) {
      assert.ok(
        gitStatus(top).some((named) => named === file || named.startsWith(`${file}/`)),
        `git agrees about ${file}`,
      );
    }
    chmodSync(path.join(top, 'same.py'), 0o755);
    assert.deepEqual(await dirty(top, ['same.py']), [], 'a mode is no content');
  }
});

test('trusts the bytes that our last run wrote', async () => {
  const top = gitRepository({ 'a.py': 'x = 1\n', 'b.py': 'x = 1\n', 'gone.py': '' });
  writeFiles(top, { 'a.py': 'ours\n', 'b.py': 'ours, then edited\n', 'created.py': 'ours\n' });
  rmSync(path.join(top, 'gone.py'));
  const paths = ['a.py', 'b.py', 'created.py', 'gone.py'];
  const last = new Map([
    ...['a.py', 'b.py', 'created.py'].map((file) => [file, sha256('ours\n')] as const),
    ['gone.py', null] as const,
  ]);
  assert.deepEqual(await dirty(top, paths, last), ['b.py']);
  assert.deepEqual(await dirty(top, paths), paths);
});

test('does not mind the records', async () => {
  const top = gitRepository({ 'a.py': '' });
  writeFiles(top, { '.codex/change_log.md': 'x', 'x/.codex-not/a.py': '' });
  assert.deepEqual(await dirty(top, ['.codex/change_log.md', 'x/.codex-not/a.py']), ['x/.codex-not/a.py']);
});

test('takes everything for dirty where nothing is committed', async () => {
  const top = gitRepository();
  writeFiles(top, { 'a.py': '' });
  assert.deepEqual(await dirty(top, ['a.py', 'no.py']), ['a.py']);
});

test('accepts CRLF where git would make LF of it', async () => {
  const cases: readonly [string, string, boolean][] = [
    ['', 'false', true],
    ['', 'true', false],
    ['', 'input', false],
    ['* text=auto\n', 'false', false],
    ['*.py text\n', 'false', false],
    ['*.py eol=crlf\n', 'false', false],
    ['*.py -text\n', 'true', true],
    ['*.txt text\n', 'false', true],
  ];
  for (const [attributes, autocrlf, isDirty] of cases) {
    const top = gitRepository({ 'a.py': 'x = 1\ny = 2\n', 'b.py': 'x = 1\n', '.gitattributes': attributes });
    plainGit(top, 'config', 'core.autocrlf', autocrlf);
    writeFiles(top, { 'a.py': 'x = 1\r\ny = 2\r\n', 'b.py': 'x = 2\r\n' });
    assert.deepEqual(await dirty(top, ['a.py', 'b.py']), isDirty ? ['a.py', 'b.py'] : ['b.py'], `${attributes} ${autocrlf}`);
    plainGit(top, 'add', '--renormalize', '.');
    const staged = plainGit(top, 'diff', '--cached', '--name-only').trim().split('\n');
    assert.equal(staged.includes('a.py'), isDirty, `git agrees: ${attributes} ${autocrlf}`);
  }
});

test('takes LF where HEAD has CRLF for a change', async () => {
  const top = gitRepository({ 'a.py': 'x = 1\r\n' });
  plainGit(top, 'config', 'core.autocrlf', 'true');
  assert.deepEqual(await dirty(top, ['a.py']), []);
  writeFileSync(path.join(top, 'a.py'), 'x = 1\n');
  assert.deepEqual(await dirty(top, ['a.py']), ['a.py']);
});

test('handles names that git quotes, and more of them than fit into one call', async () => {
  const odd = ['a\nb.py', '\u001b[31m.py', '"q".py', 'é.py', '-rf.py', ':(glob)*.py', '*.py', ' '];
  const many = Array.from({ length: 1500 }, (_, index) => `folder/${'long-name-'.repeat(6)}${index}.py`);
  const top = gitRepository();
  commitFiles(top, Object.fromEntries([...odd, ...many].map((file) => [file, 'x\n'])));
  assert.deepEqual(await dirty(top, [...odd, ...many]), []);
  writeFiles(top, { [odd[0] ?? '']: 'y\n', [many[1400] ?? '']: 'y\n' });
  assert.deepEqual(await dirty(top, [...odd, ...many]), [odd[0], many[1400]]);
});
