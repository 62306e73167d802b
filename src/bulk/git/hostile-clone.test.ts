import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { plainGit } from '../../testing/git-repository.js';
import { PLAIN_HOST, servedRepository } from '../../testing/served-repository.js';
import { suite } from '../../testing/suite.js';
import { tempFolder, writeFiles } from '../../testing/temp-folder.js';
import { accessFrom } from './access.js';
import { openCloneCache } from './clone-cache.js';

const test = suite('hostile-clone');

const HOOKS = [
  ...['pre-receive', 'update', 'post-receive', 'post-update', 'proc-receive', 'reference-transaction', 'pre-push'],
  ...['post-index-change', 'post-checkout', 'pre-auto-gc', 'push-to-checkout'],
];

/** Lets every setting and hook of a repository leave a file in `marks`. @returns the folder of the hooks, which can be taken away. */
function arm(repository: string, marks: string): string {
  const script = (name: string): string => {
    const file = path.join(marks, `${name}.sh`);
    writeFiles(marks, { [`${name}.sh`]: `#!/bin/sh\ntouch '${marks}/${name}.ran'\n` });
    chmodSync(file, 0o755);
    return file;
  };
  const settings: readonly (readonly [string, string])[] = [
    ['core.fsmonitor', script('fsmonitor')],
    ['core.sshCommand', script('ssh')],
    ['core.askPass', script('askpass')],
    ['core.gitProxy', script('proxy')],
    ['core.alternateRefsCommand', script('alternates')],
    ['credential.helper', `!${script('credential')}`],
    ['diff.evil.textconv', script('textconv')],
    ['filter.evil.clean', script('clean')],
    ['filter.evil.smudge', script('smudge')],
    ['gpg.program', script('gpg')],
    ['uploadpack.packObjectsHook', script('pack-objects')],
    ['remote.origin.uploadpack', script('uploadpack')],
    ['remote.origin.receivepack', script('receivepack')],
    ['remote.origin.url', `ext::${script('ext')}`],
    ['remote.origin.pushurl', `ext::${script('push-ext')}`],
    ['remote.origin.promisor', 'true'],
    ['protocol.ext.allow', 'always'],
    ['url.ext::sh -c.insteadOf', 'file://'],
    ['receive.denyCurrentBranch', 'updateInstead'],
    ['alias.fetch', `!${script('alias')}`],
  ];
  for (const [key, value] of settings) plainGit(repository, 'config', '--add', key, value);
  const hooks = path.join(repository, 'hooks');
  mkdirSync(hooks, { recursive: true });
  for (const hook of HOOKS) {
    writeFileSync(path.join(hooks, hook), `#!/bin/sh\ntouch '${marks}/hook-${hook}.ran'\n`);
    chmodSync(path.join(hooks, hook), 0o755);
  }
  mkdirSync(path.join(repository, 'info'), { recursive: true });
  appendFileSync(path.join(repository, 'info/attributes'), '* filter=evil diff=evil\n');
  const other = tempFolder();
  plainGit(other, 'init', '-q', '--bare');
  mkdirSync(path.join(repository, 'objects/info'), { recursive: true });
  writeFileSync(path.join(repository, 'objects/info/alternates'), `${path.join(other, 'objects')}\n`);
  return hooks;
}

function ran(marks: string): readonly string[] {
  return readdirSync(marks).filter((name) => name.endsWith('.ran'));
}

const FILES = {
  'a.py': 'import sys\n',
  '.gitattributes': '* filter=evil diff=evil\n',
  '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch\n',
};

test('nothing of a hostile repository is executed: neither of the one that is served, nor of the clone', async () => {
  const marks = tempFolder();
  const served = servedRepository(FILES);
  arm(served.bare, marks);
  const cache = tempFolder();
  const access = accessFrom(pathToFileURL(served.bare).href, PLAIN_HOST, () => null, []);
  const open = () => openCloneCache({ folder: cache, mostBytes: 1e9, mostFiles: 1000 }).open('x', access);
  const work = async (): Promise<string> => {
    const clone = await open();
    assert.equal((await clone.remoteRefs(['HEAD'])).kind, 'ok');
    assert.equal((await clone.fetch(served.commit, 'refs/heads/main')).kind, 'ok');
    const tree = clone.tree(served.commit);
    assert.equal((await tree.read('a.py', 100)).kind, 'content');
    const edits = [{ path: 'a.py', content: Buffer.from(`${ran(marks).length}\n`), mode: 0o644 }];
    const identity = { name: 'x', email: 'x@example.com' };
    const { commit } = await clone.write({ parent: served.commit, edits, message: 'x\n', identity });
    const refused = await clone.push('refs/heads/codemod/x', commit, null);
    assert.equal(refused.kind === 'failed' ? refused.code : refused.kind, 'git-rejected');
    assert.match(refused.kind === 'failed' ? refused.message : '', /has hooks \(post-receive, post-update, pre-receive/);
    clone.release();
    return clone.folder;
  };
  const folder = await work();
  arm(folder, marks);
  await work();
  assert.deepEqual(ran(marks), []);
  assert.ok(!existsSync(path.join(folder, 'hooks')), 'what is not ours is swept out of the clone');
});

test('the control: plain git runs what they name', () => {
  const marks = tempFolder();
  const served = servedRepository(FILES);
  arm(served.bare, marks);
  const anyway = (folder: string, ...args: readonly string[]): void =>
    void spawnSync('git', args, { cwd: folder, timeout: 20_000 });
  anyway(served.work, 'push', served.bare, 'HEAD:refs/heads/codemod/x');
  anyway(served.bare, 'fetch', 'origin');
  anyway(served.bare, 'push', 'origin', 'HEAD');
  anyway(served.bare, '-c', 'remote.origin.url=ssh://localhost/x', 'fetch', 'ssh://localhost/x');
  const checkout = tempFolder();
  anyway(served.bare, `--work-tree=${checkout}`, 'checkout', '-f', '.');
  writeFiles(checkout, { 'a.py': 'changed\n' });
  anyway(served.bare, `--work-tree=${checkout}`, 'add', '.');
  anyway(served.bare, 'log', '-p', '-1');
  anyway(served.bare, 'commit-tree', '-S', '-m', 'x', 'HEAD^{tree}');
  const marked = ran(marks);
  const wanted = [
    ...['hook-pre-receive', 'hook-update', 'hook-post-receive', 'hook-reference-transaction'],
    ...['ssh', 'smudge', 'clean', 'textconv', 'gpg', 'alternates', 'fsmonitor'],
  ];
  for (const name of wanted) assert.ok(marked.includes(`${name}.ran`), `${name} is missing: ${marked.join(' ')}`);
});

test('a push into a repository on this machine without hooks is carried out', async () => {
  const marks = tempFolder();
  const served = servedRepository(FILES);
  const hooks = arm(served.bare, marks);
  for (const hook of HOOKS) chmodSync(path.join(hooks, hook), 0o644);
  const access = accessFrom(pathToFileURL(served.bare).href, PLAIN_HOST, () => null, []);
  const clone = await openCloneCache({ folder: tempFolder(), mostBytes: 1e9, mostFiles: 1000 }).open('x', access);
  assert.equal((await clone.fetch(served.commit, 'refs/heads/main')).kind, 'ok');
  const wanted = { parent: served.commit, message: 'x\n', identity: { name: 'x', email: 'x@example.com' } };
  const { commit } = await clone.write({ ...wanted, edits: [{ path: 'b.py', content: Buffer.from('x'), mode: 0o644 }] });
  assert.deepEqual(await clone.push('refs/heads/codemod/x', commit, null), { kind: 'ok', value: null });
  clone.release();
  assert.deepEqual(ran(marks), []);
});
