import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFleet } from '../fleet/make-fleet.js';
import { plainGit } from '../git-repository.js';
import { runCli } from '../run-cli.js';
import { suite } from '../suite.js';
import { tempFolder } from '../temp-folder.js';
import { campaignScene } from './campaign-scene.js';

const test = suite('hostile repositories, from plan to undo');
const token = 'forge-token';
const HOSTILE = ['hostile', 'symlink-escape', 'odd-names', 'lfs-pointer', 'submodule', 'syntax-error'];

test('nothing of them is acted on, and the change is right', async () => {
  const folder = tempFolder();
  const marker = path.join(folder, 'MARKER');
  const env = { HOSTILE_MARKER: marker };
  const scene = await campaignScene({ folder, dialect: 'github', token, seed: 2, count: 6, kinds: HOSTILE, files: 1, env });
  try {
    for (const args of [
      ['plan', 'cli-sys-import', '--repos', 'repos.yaml'],
      ['approve', '--all'],
      ['publish', '--pr'],
      ['sync'],
    ]) {
      const { status, stderr } = await scene.run(['bulk', ...args, '-q']);
      assert.ok(status === 0 || status === 4, stderr);
    }
    assert.ok(!existsSync(marker), 'something was run');
    for (const { folder: bare, kind } of scene.fleet) {
      const names = plainGit(bare, 'diff', '--name-only', '-z', '--diff-filter=M', 'main', 'codemod/cli-sys-import').split('\0');
      assert.ok(
        names.filter(Boolean).every((name) => name.endsWith('.py') && !['ast.py', 'sitecustomize.py'].includes(name)),
        kind,
      );
      const others = plainGit(bare, 'diff', '--name-only', '--diff-filter=m', 'main', 'codemod/cli-sys-import');
      assert.equal(others, '', `${kind}: only files that were there are changed`);
    }
    const modes = plainGit(scene.fleet[1]?.folder ?? '', 'ls-tree', 'codemod/cli-sys-import', 'escape.py', 'git.py');
    assert.match(modes, /^120000 .*escape\.py\n120000 .*git\.py\n$/);
    await scene.run(['bulk', 'undo', '-q']);
    assert.ok(!existsSync(marker));
  } finally {
    await scene.close();
  }
});

/** A folder with a repository whose own settings and hooks run something, whatever git does in it. */
function boobyTrapped(marker: string, hooks: readonly string[]): string {
  const folder = tempFolder();
  plainGit(folder, 'init', '-q');
  writeFileSync(path.join(folder, 'a.py'), 'import os\n\n\ndef main():\n    sys.exit(os.getpid())\n');
  plainGit(folder, 'add', '--all');
  plainGit(folder, 'commit', '-q', '-m', 'first');
  const run = `touch ${marker}`;
  mkdirSync(path.join(folder, '.git/hooks'), { recursive: true });
  for (const hook of hooks) {
    const file = path.join(folder, '.git/hooks', hook);
    writeFileSync(file, `#!/bin/sh\n${run}\n`);
    chmodSync(file, 0o755);
  }
  const settings = {
    'core.fsmonitor': run,
    'filter.evil.clean': run,
    'filter.evil.smudge': run,
    'diff.evil.textconv': run,
    'core.sshCommand': run,
  };
  for (const [key, value] of Object.entries(settings)) plainGit(folder, 'config', key, value);
  writeFileSync(path.join(folder, '.git/info/attributes'), '* filter=evil diff=evil\n');
  return folder;
}

const OF_CLIENTS = ['pre-push', 'post-checkout', 'pre-commit', 'post-commit', 'post-merge', 'fsmonitor-watchman'];
const OF_SERVERS = ['pre-receive', 'update', 'post-receive', 'post-update', 'proc-receive', 'reference-transaction'];

/** A campaign over one folder. @returns the exit code of publishing, and what is printed. */
function publishInto(folder: string): { readonly status: number | null; readonly said: string } {
  const work = tempFolder();
  const manifest = `repositories:\n  - path: ${JSON.stringify(folder)}\nidentity: { name: C, email: c@example.com }\n`;
  writeFileSync(path.join(work, 'repos.yaml'), manifest);
  const env = { XDG_CACHE_HOME: tempFolder(), HOME: tempFolder() };
  const run = (...args: readonly string[]) => runCli(['bulk', ...args], { cwd: work, env });
  assert.equal(run('plan', 'cli-sys-import', '--repos', 'repos.yaml').status, 0);
  assert.equal(run('approve', '--all').status, 0);
  const { status, stdout, stderr } = run('publish', '--branch-only');
  return { status, said: stdout + stderr };
}

test('settings and hooks of a repository on this machine are not acted on', () => {
  const marker = path.join(tempFolder(), 'MARKER');
  const folder = boobyTrapped(marker, OF_CLIENTS);
  const { status, said } = publishInto(folder);
  assert.equal(status, 0, said);
  assert.ok(!existsSync(marker), 'something was run');
  assert.match(plainGit(folder, '-c', 'core.fsmonitor=false', 'show', 'codemod/cli-sys-import:a.py'), /^import sys$/m);
});

test('one with hooks of a server is not pushed to, rather than past them', () => {
  const marker = path.join(tempFolder(), 'MARKER');
  const folder = boobyTrapped(marker, OF_SERVERS);
  const { status, said } = publishInto(folder);
  assert.equal(status, 4);
  assert.match(said, /git-rejected/);
  assert.ok(!existsSync(marker), 'something was run');
});

test('control: the traps do go off', () => {
  const marker = path.join(tempFolder(), 'MARKER');
  const folder = boobyTrapped(marker, OF_CLIENTS);
  execFileSync('git', ['status'], { cwd: folder, stdio: 'ignore' });
  assert.ok(existsSync(marker));
});

test('control: the traps of the fleet do go off', async () => {
  const marker = path.join(tempFolder(), 'MARKER');
  const [repository] = await makeFleet({ root: tempFolder(), seed: 2, count: 1, kinds: ['hostile'], files: 1 });
  const work = tempFolder();
  plainGit(work, 'clone', '-q', '--no-recurse-submodules', repository?.folder ?? '', '.');
  execFileSync('git', ['--git-dir=nested', '--work-tree=.', 'status'], {
    cwd: work,
    stdio: 'ignore',
    env: { ...process.env, HOSTILE_MARKER: marker },
  });
  assert.ok(existsSync(marker));
});
