import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import { commitFiles, gitRepository, plainGit } from '../testing/git-repository.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { dirtyPaths } from './dirty.js';
import { gitOutput, runGit } from './git.js';
import { openRepository, repositoryOutput } from './repository.js';
import { WorkTree } from './work-tree.js';

const test = suite('git');

const MISSING = '0123456789012345678901234567890123456789';

/** A repository whose every setting runs a script that leaves a file in `marks`, named for the setting. */
function hostileRepository(): { top: string; marks: string } {
  const top = gitRepository({ 'a.py': 'import sys\n', 'b.py': 'x = 1\r\n', '.gitignore': 'ignored.py\n' });
  const marks = tempFolder();
  const script = (name: string): string => {
    const file = path.join(marks, `${name}.sh`);
    writeFiles(marks, {
      [`${name}.sh`]: `#!/bin/sh\ntouch ${marks}/${name}.ran\n${/clean|smudge/.test(name) ? 'cat' : 'exit 0'}\n`,
    });
    chmodSync(file, 0o755);
    return file;
  };
  const settings: Readonly<Record<string, string>> = {
    'core.fsmonitor': script('fsmonitor'),
    'core.pager': script('pager'),
    'core.editor': script('editor'),
    'core.sshCommand': script('ssh'),
    'core.askPass': script('askpass'),
    'core.gitProxy': script('proxy'),
    'core.alternateRefsCommand': script('alternates'),
    'credential.helper': script('credential'),
    'diff.evil.command': script('diff-driver'),
    'diff.text.textconv': script('textconv'),
    'gpg.program': script('gpg'),
    'alias.ls-files': `!${script('alias')}`,
    'alias.marked': `!${script('alias')}`,
    'pager.ls-files': script('command-pager'),
    'filter.evil.clean': script('clean'),
    'filter.evil.smudge': script('smudge'),
    'filter.evil.required': 'true',
    'filter.with=sign.clean': script('clean-with-sign'),
    'filter.endless.process': script('process'),
    'remote.origin.url': `ext::${script('ext')}`,
    'remote.origin.promisor': 'true',
    'remote.origin.uploadpack': script('uploadpack'),
    'protocol.ext.allow': 'always',
    'extensions.partialClone': 'origin',
    'core.repositoryFormatVersion': '1',
    'include.path': 'more-config',
  };
  for (const [key, value] of Object.entries(settings)) plainGit(top, 'config', key, value);
  appendFileSync(path.join(top, '.git/more-config'), `[filter "included"]\n\tclean = ${script('included-clean')}\n`);
  mkdirSync(path.join(top, '.git/hooks'), { recursive: true });
  for (const hook of ['post-index-change', 'post-checkout', 'pre-commit', 'reference-transaction', 'fsmonitor-watchman']) {
    writeFiles(top, { [`.git/hooks/${hook}`]: `#!/bin/sh\ntouch ${marks}/hook-${hook}.ran\n` });
    chmodSync(path.join(top, '.git/hooks', hook), 0o755);
  }
  writeFiles(top, {
    '.git/info/attributes':
      'a.py filter=evil diff=evil\nb.py filter=with=sign diff=text\nc.py filter=included\nd.py filter=endless\n',
    'a.py': 'import os\n',
    'b.py': 'x = 2\r\n',
    'c.py': 'y = 1\n',
    'd.py': 'y = 1\n',
  });
  return { top, marks };
}

function ran(marks: string): readonly string[] {
  return readdirSync(marks).filter((name) => name.endsWith('.ran'));
}

test('executes nothing of a hostile repository', async () => {
  const { top, marks } = hostileRepository();
  const repository = await openRepository(top);
  assert.ok(repository !== null);
  const tree = new WorkTree(top, repository);
  const paths: string[] = [];
  const selection = { accepts: () => true, paths: [], include: [], exclude: [], maxSize: 1000 };
  for (const noIgnore of [false, true]) {
    for await (const entry of tree.entries({ ...selection, noIgnore }, () => {})) {
      paths.push(entry.path);
      await tree.read(entry.path, 1000);
    }
  }
  for await (const _ of tree.entries({ ...selection, paths: ['ignored.py', 'a.py'], noIgnore: false }, () => {}));
  assert.deepEqual(await dirtyPaths(repository, ['a.py', 'b.py', 'c.py', 'd.py'], new Map()), ['a.py', 'b.py', 'c.py', 'd.py']);
  assert.ok(paths.includes('a.py') && paths.includes('c.py'));
  // A missing object of a partial clone would be fetched, by a transport of the repository's choice.
  await runGit(top, { command: 'cat-file', flags: ['-p'], revisions: [MISSING] });
  plainGit(top, 'config', 'remote.origin.url', top);
  await runGit(top, { command: 'cat-file', flags: ['-p'], revisions: [MISSING] });
  // Commands that we do not use in such a repository, and that read every filter and hook.
  for (const command of ['status', 'add']) {
    await repositoryOutput(repository, { command, flags: ['--', '.'] }).catch(() => {});
  }
  assert.deepEqual(ran(marks), []);
});

test('the control: plain git runs what the hostile repository names', () => {
  const { top, marks } = hostileRepository();
  const anyway = (...args: readonly string[]): void => void spawnSync('git', args, { cwd: top, timeout: 20_000 });
  anyway('status');
  anyway('diff');
  anyway('marked');
  anyway('cat-file', '-p', MISSING);
  plainGit(top, 'config', 'remote.origin.url', top);
  anyway('cat-file', '-p', MISSING);
  anyway('commit', '-a', '-m', 'x');
  const marked = ran(marks);
  const wanted = [
    'fsmonitor',
    'clean',
    'clean-with-sign',
    'smudge',
    'alias',
    'ext',
    'diff-driver',
    'textconv',
    'hook-pre-commit',
  ];
  for (const name of wanted) {
    assert.ok(marked.includes(`${name}.ran`), `${name} is missing: ${marked.join(' ')}`);
  }
});

test('takes no path for an option or a pattern', async () => {
  const top = gitRepository({ 'a.py': '', '*.py': '', '--help': '', ':(top)a.py': '' });
  const list = async (file: string): Promise<string> =>
    (await gitOutput(top, { command: 'ls-files', flags: ['-z'], paths: [file] })).toString();
  for (const file of ['*.py', '--help', ':(top)a.py']) assert.equal(await list(file), `${file}\0`);
  const marker = path.join(tempFolder(), 'written');
  const revision = `--output=${marker}`;
  await assert.rejects(gitOutput(top, { command: 'log', revisions: [revision] }), isError('git-failed'));
  assert.ok(!existsSync(marker));
  plainGit(top, 'log', revision);
  assert.ok(existsSync(marker), 'the control: plain git takes it for an option');
});

test('tells failures apart', async () => {
  const top = gitRepository({ 'a.py': '' });
  const folder = tempFolder();
  await assert.rejects(gitOutput(folder, { command: 'ls-files' }), isError('git-failed', /not a git repository/));
  assert.equal((await runGit(folder, { command: 'ls-files' }))?.status, 128);
  await assert.rejects(
    gitOutput(top, { command: 'cat-file', flags: ['--batch'], input: Buffer.alloc(5_000_000, 'a\n'), timeout: 1 }),
    isError('git-timeout'),
  );
});

test('finds no git outside of the machine’s own folders', async () => {
  const top = gitRepository({ 'a.py': '' });
  const marks = tempFolder();
  commitFiles(top, { 'node_modules/.bin/git': `#!/bin/sh\ntouch ${marks}/git.ran\n` });
  chmodSync(path.join(top, 'node_modules/.bin/git'), 0o755);
  const before = process.env['PATH'];
  const withPath = async (value: string): Promise<unknown> => {
    process.env['PATH'] = value;
    try {
      return await runGit(top, { command: 'ls-files' });
    } finally {
      process.env['PATH'] = before;
    }
  };
  assert.equal(await withPath(path.join(top, 'node_modules/.bin')), null);
  assert.equal(await openRepositoryWithout(top), null);
  assert.notEqual(await withPath(`${path.join(top, 'node_modules/.bin')}${path.delimiter}${before}`), null);
  assert.deepEqual(ran(marks), []);
});

async function openRepositoryWithout(top: string): Promise<unknown> {
  const before = process.env['PATH'];
  process.env['PATH'] = '';
  try {
    return await openRepository(top);
  } finally {
    process.env['PATH'] = before;
  }
}

function isError(code: string, message = /./): (error: unknown) => boolean {
  return (error) => error instanceof CodemodError && error.code === code && message.test(error.message);
}
