import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { plainGit } from '../../testing/git-repository.js';
import { PLAIN_HOST, servedRepository } from '../../testing/served-repository.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { accessFrom } from './access.js';
import type { BareClone } from './bare-clone.js';
import { openCloneCache } from './clone-cache.js';
import { readUserSettings } from './user-settings.js';

const test = suite('sign');
const IDENTITY = { name: 'Signer', email: 'signer@example.com' };

/** Runs with the configuration of a user of our own making. */
async function asUser(config: string, environment: Readonly<Record<string, string>>, use: () => Promise<void>): Promise<void> {
  const file = path.join(tempFolder(), 'gitconfig');
  writeFileSync(file, config);
  const before = { ...process.env };
  Object.assign(process.env, { GIT_CONFIG_GLOBAL: file, GIT_CONFIG_NOSYSTEM: '1', ...environment });
  try {
    await use();
  } finally {
    for (const name of ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM', ...Object.keys(environment)]) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

async function withCommit(use: (clone: BareClone, commit: string) => Promise<void>): Promise<void> {
  const served = servedRepository({ 'a.py': 'x\n' });
  const access = accessFrom(pathToFileURL(served.bare).href, PLAIN_HOST, () => null, []);
  const clone = await openCloneCache({ folder: tempFolder(), mostBytes: 1e9, mostFiles: 10 }).open('x', access);
  try {
    assert.equal((await clone.fetch(served.commit, 'refs/heads/main')).kind, 'ok');
    const edits = [{ path: 'a.py', content: Buffer.from('y\n'), mode: 0o644 }];
    const wanted = { parent: served.commit, edits, message: 'Subject\n\nTrailer: x\n', identity: IDENTITY };
    await use(clone, (await clone.write(wanted)).commit);
  } finally {
    clone.release();
  }
}

/** Signs, and returns what a person's git says of the signature. */
async function verified(clone: BareClone, commit: string): Promise<string> {
  const signed = await clone.sign(commit);
  if (signed.kind !== 'ok') assert.fail(JSON.stringify(signed));
  assert.notEqual(signed.value.commit, commit);
  assert.equal(await clone.restore(signed.value.object), signed.value.commit);
  const [plain, again] = [await clone.read(commit), await clone.read(signed.value.commit)];
  assert.deepEqual(again, plain);
  const show = (id: string): string =>
    execFileSync('git', ['show', '-s', '--format=%T %P %an %ae %at %cn %ce %ct %G?', id], {
      cwd: clone.folder,
      encoding: 'utf8',
    });
  const [before, after] = [show(commit).trim(), show(signed.value.commit).trim()];
  assert.equal(before.slice(0, -1), after.slice(0, -1));
  assert.equal(before.at(-1), 'N', 'the control: what was not signed');
  return after.at(-1) ?? '';
}

test('signs with the user’s gpg key', async () => {
  // A socket of gpg-agent lies in it, whose path must be short.
  const home = mkdtempSync(path.join(os.tmpdir(), 'gpg-'));
  const gpg = (...args: readonly string[]): string =>
    execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    gpg('--passphrase', '', '--quick-generate-key', 'Signer <signer@example.com>', 'ed25519', 'sign', 'never');
    await asUser('[user]\n\tname = Somebody\n\tsigningkey = signer@example.com\n', { GNUPGHOME: home }, async () => {
      await withCommit(async (clone, commit) => assert.equal(await verified(clone, commit), 'G'));
    });
  } finally {
    execFileSync('gpgconf', ['--homedir', home, '--kill', 'all'], { stdio: 'ignore' });
    rmSync(home, { recursive: true, force: true });
  }
});

test('signs with the user’s ssh key', async () => {
  const folder = tempFolder();
  const key = path.join(folder, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'signer', '-f', key]);
  const allowed = path.join(folder, 'allowed');
  writeFileSync(allowed, `signer@example.com ${execFileSync('cat', [`${key}.pub`], { encoding: 'utf8' })}`);
  const config = `[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tallowedSignersFile = ${allowed}\n[user]\n\tsigningkey = ${key}\n`;
  await asUser(config, {}, async () => {
    await withCommit(async (clone, commit) => assert.equal(await verified(clone, commit), 'G'));
  });
});

test('a key that is not there is an answer, and the settings of a repository count for nothing', async () => {
  await asUser('[gpg]\n\tformat = ssh\n[user]\n\tsigningkey = /nowhere/key\n', {}, async () => {
    await withCommit(async (clone, commit) => {
      const marker = path.join(tempFolder(), 'ran');
      const program = path.join(tempFolder(), 'program');
      writeFileSync(program, `#!/bin/sh\ntouch '${marker}'\n`, { mode: 0o755 });
      for (const key of ['gpg.program', 'gpg.ssh.program', 'gpg.ssh.defaultKeyCommand'])
        plainGit(clone.folder, 'config', key, program);
      const answer = await clone.sign(commit);
      assert.ok(!existsSync(marker));
      const me = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
      spawnSync('git', [...me, 'commit-tree', '-S', '-m', 'x', `${commit}^{tree}`], { cwd: clone.folder });
      assert.ok(existsSync(marker), 'the control: plain git runs it');
      assert.equal(answer.kind, 'failed');
      assert.match(answer.kind === 'failed' ? answer.message : '', /cannot be signed: .*nowhere/);
    });
  });
});

test('reads the settings of the user, with what they include', async () => {
  const folder = tempFolder();
  writeFileSync(path.join(folder, 'more'), '[user]\n\temail = a@b\n[credential "https://x.y"]\n\thelper = one\n\thelper = two\n');
  await asUser(`[user]\n\tname = A\n[include]\n\tpath = ${folder}/more\n[gpg]\n\tprogram\n`, {}, async () => {
    const settings = (await readUserSettings()).filter(([key]) => !key.startsWith('include.'));
    assert.deepEqual(settings, [
      ['user.name', 'A'],
      ['user.email', 'a@b'],
      ['credential.https://x.y.helper', 'one'],
      ['credential.https://x.y.helper', 'two'],
      ['gpg.program', 'true'],
    ]);
  });
  await asUser('', { GIT_CONFIG_GLOBAL: '/nowhere' }, async () => assert.deepEqual(await readUserSettings(), []));
});
