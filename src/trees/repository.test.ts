import assert from 'node:assert/strict';
import { chownSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import { gitRepository, plainGit } from '../testing/git-repository.js';
import { skipLoudly } from '../testing/python.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { findTop, openRepository } from './repository.js';

const test = suite('repository');

function isError(code: string, message = /./): (error: unknown) => boolean {
  return (error) => error instanceof CodemodError && error.code === code && message.test(error.message);
}

async function opened(folder: string) {
  const top = findTop(folder);
  assert.ok(top !== null);
  return openRepository(top);
}

test('opens a repository from any folder in it', async () => {
  const top = gitRepository({ 'a.py': '', 'x/y/b.py': '' });
  const repository = await opened(path.join(top, 'x/y'));
  assert.equal(repository?.top, top);
  assert.equal(repository?.head, plainGit(top, 'rev-parse', 'HEAD').trim());
  assert.equal(repository?.objectFormat, 'sha1');
  assert.equal(repository?.config.get('core.bare'), 'false');
});

test('knows a repository without commits, one with SHA-256, a detached HEAD and odd names', async () => {
  assert.equal((await opened(gitRepository()))?.head, null);
  const sha256 = await opened(gitRepository({ 'a.py': '' }, '--object-format=sha256'));
  assert.ok(sha256?.objectFormat === 'sha256' && sha256.head?.length === 64);
  const detached = gitRepository({ 'a.py': '' });
  plainGit(detached, 'checkout', '-q', '--detach');
  assert.equal((await opened(detached))?.head?.length, 40);
  const odd = path.join(tempFolder(), 'a\nb "c" \u001b[31m');
  mkdirSync(odd);
  plainGit(odd, 'init', '-q');
  assert.equal((await opened(odd))?.top, odd);
});

test('opens a worktree, a submodule, and a repository whose git folder is elsewhere', async () => {
  const main = gitRepository({ 'a.py': '' });
  const worktree = path.join(tempFolder(), 'wt');
  plainGit(main, 'worktree', 'add', '-q', worktree);
  assert.equal((await opened(worktree))?.top, worktree);
  const outer = gitRepository({ 'o.py': '' });
  plainGit(outer, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', main, 'sub');
  assert.equal((await opened(path.join(outer, 'sub')))?.top, path.join(outer, 'sub'));
  const separate = tempFolder();
  plainGit(separate, 'init', '-q', `--separate-git-dir=${path.join(tempFolder(), 'git')}`);
  assert.equal((await opened(separate))?.top, separate);
  const linked = tempFolder();
  symlinkSync(path.join(main, '.git'), path.join(linked, '.git'));
  assert.equal((await opened(linked))?.top, linked);
});

test('is not fooled by core.worktree', async () => {
  const victim = gitRepository({ 'a.py': '' });
  for (const target of [victim, '../..']) {
    const hostile = gitRepository({ 'a.py': '' });
    plainGit(hostile, 'config', 'core.worktree', target);
    assert.notEqual(plainGit(hostile, 'rev-parse', '--show-toplevel').trim(), hostile, 'the control: git itself is redirected');
    await assert.rejects(opened(hostile), isError('repository-redirected', /core\.worktree/));
  }
});

test('refuses bare repositories and git’s own folder', async () => {
  const bare = gitRepository({}, '--bare');
  assert.throws(() => findTop(bare), isError('bare-repository'));
  assert.throws(() => findTop(path.join(bare, 'objects')), isError('bare-repository'));
  const top = gitRepository({ 'a.py': '' });
  assert.throws(() => findTop(path.join(top, '.git/hooks')), isError('bare-repository'));
  plainGit(top, 'config', 'core.bare', 'true');
  await assert.rejects(opened(top), isError('bare-repository'));
});

test('finds none where there is none', () => {
  const folder = realpathSync(tempFolder());
  assert.equal(findTop(folder), null);
  mkdirSync(path.join(folder, '.git'));
  assert.equal(findTop(folder), null, 'an empty .git folder is nothing to git either');
});

test('stops at a repository that git refuses, with git’s words', async () => {
  const broken = tempFolder();
  writeFiles(broken, { '.git': 'gitdir: ../nowhere\n' });
  await assert.rejects(opened(broken), isError('git-failed', /not a git repository/));
  const damaged = gitRepository({ 'a.py': '' });
  writeFiles(damaged, { '.git/config': '[core\n' });
  await assert.rejects(opened(damaged), isError('git-failed', /bad config/));
});

test('stops at a repository of another user, with the command that helps', async () => {
  if (process.getuid?.() !== 0) return void skipLoudly('repository: dubious ownership', 'this as root, in a container,');
  const top = gitRepository({ 'a.py': '' });
  chownSync(top, 65534, 65534);
  chownSync(path.join(top, '.git'), 65534, 65534);
  await assert.rejects(opened(top), isError('git-dubious-ownership', /git config --global --add safe\.directory/));
  const home = tempFolder();
  writeFiles(home, { '.gitconfig': `[safe]\n\tdirectory = ${top}\n` });
  const before = process.env['HOME'];
  process.env['HOME'] = home;
  try {
    assert.equal((await opened(top))?.top, top, 'the user’s own exception counts');
  } finally {
    process.env['HOME'] = before;
  }
});
