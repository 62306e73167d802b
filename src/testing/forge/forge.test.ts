import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { plainGit } from '../git-repository.js';
import { eventually } from '../open-review.js';
import { suite } from '../suite.js';
import { tempFolder } from '../temp-folder.js';
import type { RunningForge } from './forge.js';
import { askApi, at, forgeRoot, gitWithToken, pushBranch, runGit, TOKEN, withForge } from './forge-case.js';

const test = suite('a forge: git');
const FILES = { 'acme/api': { 'setup.py': 'x = 1\n' } };

test('clones and takes pushes, with the token alone', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'github', token: TOKEN }, async (forge) => {
    const clone = await pushBranch(forge, 'acme/api', 'feature', { 'new.py': 'y = 2\n' });
    const { repositories, writes } = await forge.dump();
    assert.equal(repositories['acme/api']?.refs['refs/heads/feature'], plainGit(clone, 'rev-parse', 'HEAD').trim());
    assert.deepEqual(writes, { 'acme/api': { push: 1 } });
    await assert.rejects(gitWithToken(tempFolder(), null, 'clone', '-q', `${forge.url}/acme/api.git`, '.'));
    await assert.rejects(gitWithToken(tempFolder(), 'another', 'clone', '-q', `${forge.url}/acme/api.git`, '.'));
    const { tokens } = await forge.counts();
    assert.ok(tokens.wrong > 0 && tokens.missing > 0);
    assert.equal(tokens.inUrl, 0);
  }));

test('who only reads needs no token where that is so, and who pushes needs one', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'github', token: TOKEN, anonymousReads: true }, async (forge) => {
    const folder = tempFolder();
    await gitWithToken(folder, null, 'clone', '-q', `${forge.url}/acme/api.git`, '.');
    await assert.rejects(gitWithToken(folder, null, 'push', '-q', 'origin', 'HEAD:refs/heads/x'));
    await gitWithToken(folder, TOKEN, 'push', '-q', 'origin', 'HEAD:refs/heads/x');
  }));

test('serves partial clones, and refuses them where it is told to', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'github' }, async (forge) => {
    const clone = async (): Promise<string> => {
      const folder = tempFolder();
      await runGit(folder, 'clone', '-q', '--bare', '--filter=blob:none', `${forge.url}/acme/api.git`, 'bare');
      return plainGit(`${folder}/bare`, 'count-objects', '-v');
    };
    const partial = await clone();
    await forge.act('settings', { repo: 'acme/api', settings: { refuseFilter: true } });
    // git goes on without a filter: it has one object more, the file.
    assert.notEqual(await clone(), partial);
  }));

test('refuses what a hook, a protection or the archive refuses', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'github', token: TOKEN }, async (forge) => {
    const clone = await pushBranch(forge, 'acme/api', 'one', { a: '1' });
    const push = (branch: string): Promise<string> =>
      gitWithToken(clone, TOKEN, 'push', '-q', 'origin', `HEAD:refs/heads/${branch}`);
    const settings = (wanted: unknown): Promise<unknown> => forge.act('settings', { repo: 'acme/api', settings: wanted });
    await settings({ protectedBranches: ['main'] });
    await assert.rejects(push('main'), /GH006/);
    await push('two');
    await settings({ refusePush: 'no tickets in the message' });
    await assert.rejects(push('three'), /no tickets in the message/);
    await settings({ refusePush: null, archived: true });
    await assert.rejects(push('three'), /403/);
    await settings({ archived: false });
    await push('three');
    assert.deepEqual((await forge.dump()).writes['acme/api'], { push: 3 });
  }));

test('takes a push and never says so, and the next try finds nothing to do', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'gitea', token: TOKEN }, async (forge) => {
    const clone = await pushBranch(forge, 'acme/api', 'one', { a: '1' });
    await forge.act('fault', { on: { operation: 'git-push' }, effect: { kind: 'drop-after' } });
    const push = (): Promise<string> => gitWithToken(clone, TOKEN, 'push', '-q', 'origin', 'HEAD:refs/heads/two');
    await assert.rejects(push);
    assert.ok((await forge.dump()).repositories['acme/api']?.refs['refs/heads/two']);
    await push();
    assert.deepEqual((await forge.dump()).writes['acme/api'], { push: 2 });
    assert.deepEqual((await forge.counts()).faults, { 'drop-after': 1 });
  }));

test('who goes away in the middle of a push leaves no git behind, and holds up nobody', () => {
  const root = forgeRoot(FILES);
  return withForge({ root, dialect: 'github', token: TOKEN }, async (forge) => {
    const clone = await pushBranch(forge, 'acme/api', 'one', { a: '1' });
    await halfPush(forge, root);
    await gitWithToken(clone, TOKEN, 'push', '-q', 'origin', 'HEAD:refs/heads/two');
    await eventually(() => backendsOf(root).length === 0, 'git has ended');
  });
});

/** Says that 1,000 bytes come, sends four, waits until git reads them, and hangs up. */
async function halfPush({ url }: RunningForge, root: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const lines = ['POST /acme/api.git/git-receive-pack HTTP/1.1', `Host: ${hostname}`, 'Content-Length: 1000'];
  const headers = ['Content-Type: application/x-git-receive-pack-request', `Authorization: Basic ${btoa(`bot:${TOKEN}`)}`];
  socket.write([...lines, ...headers, '', '00a0'].join('\r\n'));
  await eventually(() => backendsOf(root).length > 0, 'git reads the push');
  socket.destroy();
}

/** Processes of git that serve a folder. */
function backendsOf(root: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`GIT_PROJECT_ROOT=${root}\0`);
    } catch {
      return false;
    }
  });
}

test('answers git with 503 and 429 when it is told to, and only so often', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'gitlab' }, async (forge) => {
    await forge.act('fault', { on: { kind: 'git' }, effect: { kind: 'status', status: 503 } });
    await forge.act('fault', { on: { kind: 'git' }, skip: 1, effect: { kind: 'status', status: 429, retryAfter: 7 } });
    const list = (): Promise<string> => runGit(tempFolder(), 'ls-remote', `${forge.url}/acme/api.git`);
    await assert.rejects(list, /503/);
    const raw = await fetch(`${forge.url}/acme/api.git/info/refs?service=git-upload-pack`);
    assert.deepEqual([raw.status, raw.headers.get('retry-after')], [429, '7']);
    assert.match(await list(), /refs\/heads\/main/);
  }));

test('sees a token in an address', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'github', token: TOKEN }, async (forge) => {
    await askApi(forge, 'GET', `/repos/acme/api?access_token=${TOKEN}`);
    assert.equal((await forge.counts()).tokens.inUrl, 1);
  }));

test('acts as a person, and sees when what the person did is erased', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'github', token: TOKEN }, async (forge) => {
    const clone = await pushBranch(forge, 'acme/api', 'codemod/x', { a: '1' });
    const commit = at(await forge.act('commit', { repo: 'acme/api', branch: 'codemod/x' }), 'commit');
    assert.equal((await forge.dump()).repositories['acme/api']?.refs['refs/heads/codemod/x'], commit);
    assert.deepEqual((await forge.dump()).erasedHumanCommits, []);
    await assert.rejects(gitWithToken(clone, TOKEN, 'push', '-q', 'origin', 'codemod/x'), /rejected/);
    await gitWithToken(clone, TOKEN, 'push', '-q', '--force', 'origin', 'codemod/x');
    assert.deepEqual((await forge.dump()).erasedHumanCommits, [`acme/api codemod/x ${commit}`]);
    await forge.act('delete-branch', { repo: 'acme/api', branch: 'codemod/x' });
    assert.deepEqual((await forge.dump()).erasedHumanCommits, []);
  }));

test('renames its default branch, and pull requests follow', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'github', token: TOKEN }, async (forge) => {
    await pushBranch(forge, 'acme/api', 'x', { a: '1' });
    await forge.act('open', { repo: 'acme/api', head: 'x', base: 'main' });
    await forge.act('rename-default', { repo: 'acme/api', branch: 'trunk' });
    const dump = (await forge.dump()).repositories['acme/api'];
    assert.deepEqual([dump?.head, at(dump?.pulls, '0.base')], ['trunk', 'trunk']);
  }));

test('refuses a control that it does not have', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'github' }, async (forge) => {
    await assert.rejects(forge.act('settings', { repo: 'acme/nothing', settings: {} }), /no repository/);
    await assert.rejects(forge.act('fault', { effect: { kind: 'nonsense' } }));
  }));
