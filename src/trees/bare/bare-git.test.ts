import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { CodemodError } from '../../core/errors.js';
import { gitRepository } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { bareOutput, checkObjectId, closedCall, runBare } from './bare-git.js';

const test = suite('bare-git');

const HOSTILE = {
  GIT_TRACE: '/tmp/trace',
  GIT_TRACE_CURL: '1',
  GIT_DIR: '/elsewhere',
  GIT_SSH_COMMAND: 'sh -c x',
  GIT_EXTERNAL_DIFF: 'x',
  GIT_CONFIG_PARAMETERS: "'core.fsmonitor=x'",
  GIT_EXEC_PATH: '/elsewhere',
  GIT_OBJECT_DIRECTORY: '/elsewhere',
  LD_PRELOAD: '',
  https_proxy: 'http://elsewhere',
};

test('a call sees nothing of our environment but where programs are', () => {
  const before = { ...process.env };
  Object.assign(process.env, HOSTILE);
  try {
    const { args, environment } = closedCall('/srv/x.git', { command: 'ls-tree', operands: ['-x'] });
    const names = Object.keys(environment).filter((name) => !/^GIT_CONFIG_(?:KEY|VALUE)_\d+$/.test(name));
    assert.deepEqual(names.sort(), [
      ...['GIT_ALLOW_PROTOCOL', 'GIT_ATTR_NOSYSTEM', 'GIT_CONFIG_COUNT', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM'],
      ...['GIT_LFS_SKIP_SMUDGE', 'GIT_NO_LAZY_FETCH', 'GIT_NO_REPLACE_OBJECTS', 'GIT_OPTIONAL_LOCKS', 'GIT_TERMINAL_PROMPT'],
      ...['HOME', 'LC_ALL', 'PATH'],
    ]);
    assert.equal(environment['GIT_ALLOW_PROTOCOL'], 'none');
    assert.equal(environment['HOME'], '/dev/null');
    assert.deepEqual(args.slice(-3), ['ls-tree', '--end-of-options', '-x']);
  } finally {
    for (const name of Object.keys(HOSTILE)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
});

test('allows the one transport of a call, and its settings come last', () => {
  const outside = {
    protocol: 'ssh',
    settings: [['core.sshCommand', 'mine']],
    environment: { HOME: '/home/me', GIT_CONFIG_GLOBAL: '/x' },
  } as const;
  const { environment } = closedCall('/srv/x.git', { command: 'fetch', outside });
  const count = Number(environment['GIT_CONFIG_COUNT']);
  const settings = Array.from({ length: count }, (_, index) => [
    environment[`GIT_CONFIG_KEY_${index}`],
    environment[`GIT_CONFIG_VALUE_${index}`],
  ]);
  assert.deepEqual(settings.slice(-2), [
    ['protocol.ssh.allow', 'always'],
    ['core.sshCommand', 'mine'],
  ]);
  assert.equal(environment['GIT_ALLOW_PROTOCOL'], 'ssh');
  assert.equal(environment['HOME'], '/home/me');
  assert.equal(environment['GIT_CONFIG_GLOBAL'], '/dev/null', 'what is closed stays closed');
});

test('takes no operand for an option, and no name for an id', async () => {
  const git = path.join(gitRepository({ 'a.py': 'x\n' }), '.git');
  const marker = path.join(tempFolder(), 'ran');
  for (const command of ['fetch', 'ls-remote', 'push']) {
    const outside = { protocol: 'file', settings: [], environment: {} } as const;
    const result = await runBare(git, { command, operands: [`--upload-pack=touch ${marker}`, git], outside });
    assert.notEqual(result.status, 0);
  }
  assert.ok(!existsSync(marker));
  for (const id of ['HEAD', '-x', 'a'.repeat(39), 'A'.repeat(40), `${'a'.repeat(40)}\n`, '']) {
    assert.throws(
      () => checkObjectId(id),
      (error) => error instanceof CodemodError && error.code === 'git-failed',
    );
  }
});

test('a call has an end: of time and of output', async () => {
  const git = path.join(gitRepository({ 'a.py': 'x'.repeat(10_000) }), '.git');
  const code = (wanted: string) => (error: unknown) => error instanceof CodemodError && error.code === wanted;
  await assert.rejects(
    bareOutput(git, { command: 'cat-file', flags: ['blob', 'HEAD:a.py'], largestOutput: 100 }),
    code('git-failed'),
  );
  const input = Buffer.alloc(5_000_000, 'a\n');
  await assert.rejects(bareOutput(git, { command: 'cat-file', flags: ['--batch'], input, timeout: 1 }), code('git-timeout'));
  await assert.rejects(
    bareOutput(git, { command: 'cat-file', flags: ['-p', 'none'] }),
    /failed in .* and said: fatal: Not a valid object name/,
  );
});
