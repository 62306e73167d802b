import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CodemodError } from '../../core/errors.js';
import { serveGit } from '../../testing/git-http.js';
import { commitFiles, gitRepository, plainGit } from '../../testing/git-repository.js';
import { PLAIN_HOST, type ServedRepository, servedRepository, serveWork } from '../../testing/served-repository.js';
import { suite } from '../../testing/suite.js';
import { tempFolder, writeFiles } from '../../testing/temp-folder.js';
import type { Entry, Selection, Tree } from '../../trees/tree.js';
import type { TreeEdit } from '../../trees/tree-edit.js';
import { accessFrom } from './access.js';
import type { BareClone, GitAccess, GitAnswer } from './bare-clone.js';
import { openCloneCache } from './clone-cache.js';

const test = suite('cached-clone');

const IDENTITY = { name: 'Codemod', email: 'codemod@example.com' };
const PYTHON: Selection = {
  accepts: (file) => file.endsWith('.py'),
  paths: [],
  include: [],
  exclude: [],
  noIgnore: false,
  maxSize: 1 << 20,
};

function fileAccess(bare: string): GitAccess {
  return accessFrom(pathToFileURL(bare).href, PLAIN_HOST, () => null, []);
}

async function open(access: GitAccess, folder = tempFolder(), mostBytes = 1 << 30): Promise<BareClone> {
  return await openCloneCache({ folder, mostBytes, mostFiles: 10_000 }).open('local/repo', access);
}

function must<T>(answer: GitAnswer<T>): T {
  if (answer.kind !== 'ok') assert.fail(JSON.stringify(answer));
  return answer.value;
}

function codeOf(answer: GitAnswer<unknown>): string {
  return answer.kind === 'failed' ? answer.code : answer.kind;
}

async function entriesOf(tree: Tree, selection = PYTHON): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of tree.entries(selection, () => {})) entries.push(entry);
  return entries;
}

/** Reads as the pipeline does: while the listing is gone through. */
async function readAll(tree: Tree, selection = PYTHON): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for await (const { path: file, skip } of tree.entries(selection, () => {})) {
    const read = skip === null ? await tree.read(file, selection.maxSize) : ({ kind: 'skip', skip } as const);
    all[file] = read.kind === 'content' ? read.bytes.toString() : read.kind === 'skip' ? `(${read.skip.code})` : read.kind;
  }
  return all;
}

/** The blobs that are here. */
function blobsIn(folder: string): number {
  const list = plainGit(folder, 'cat-file', '--batch-all-objects', '--batch-check=%(objecttype)');
  return list.split('\n').filter((type) => type === 'blob').length;
}

const FILES = {
  'a.py': 'import sys\n',
  'pkg/b.py': 'x = 1\n',
  'README.md': '# Hello\n',
  'data/big.bin': Buffer.alloc(50_000, 7),
};

async function withClone(served: ServedRepository, use: (clone: BareClone) => Promise<void>): Promise<void> {
  const clone = await open(fileAccess(served.bare));
  try {
    await use(clone);
  } finally {
    clone.release();
  }
}

for (const filter of [true, false]) {
  test(`over http, from a server that ${filter ? 'can' : 'cannot'} leave out blobs: plan, write, push, and again`, async () => {
    const served = servedRepository(FILES, { filter });
    const http = await serveGit(served.root);
    const access = accessFrom(`${http.origin}/repo.git`, PLAIN_HOST, () => null, []);
    const clone = await open(access);
    try {
      const { defaultBranch, refs } = must(await clone.remoteRefs(['HEAD', 'refs/heads/none']));
      assert.equal(defaultBranch, 'main');
      assert.deepEqual([...refs], [['HEAD', served.commit]]);
      must(await clone.fetch(served.commit, 'refs/heads/main'));
      if (filter) assert.equal(blobsIn(clone.folder), 0);
      assert.deepEqual(await readAll(clone.tree(served.commit)), { 'a.py': 'import sys\n', 'pkg/b.py': 'x = 1\n' });
      if (filter) assert.equal(blobsIn(clone.folder), 2);
      const requested = http.requests.length;
      const edits: TreeEdit[] = [{ path: 'a.py', content: Buffer.from('import os\n'), mode: 0o644 }];
      const written = await clone.write({ parent: served.commit, edits, message: 'Change\n', identity: IDENTITY });
      assert.equal(written.isEmpty, false);
      // Neither writing nor pushing brings a file in passing.
      const before = http.requests.length;
      assert.equal(requested, before);
      must(await clone.push('refs/heads/codemod/x', written.commit, null));
      const pushed = http.requests.slice(before).map((request) => request.replace(/\?.*/, ''));
      assert.deepEqual(pushed, ['GET /repo.git/info/refs', 'POST /repo.git/git-receive-pack']);
      must(await clone.push('refs/heads/codemod/x', written.commit, null));
      assert.equal(plainGit(served.bare, 'show', 'codemod/x:a.py'), 'import os\n');
      plainGit(served.bare, 'fsck', '--strict');
      must(await clone.deleteRef('refs/heads/codemod/x', written.commit));
      must(await clone.deleteRef('refs/heads/codemod/x', written.commit));
      assert.equal(plainGit(served.bare, 'branch', '--list', 'codemod/x'), '');
    } finally {
      clone.release();
      await http.close();
    }
  });
}

for (const filter of [true, false]) {
  test(`over http, from an old server that gives no object by its id and ${filter ? 'can' : 'cannot'} leave out blobs`, async () => {
    const served = servedRepository(FILES, { filter });
    const http = await serveGit(served.root, 'old');
    const clone = await open(accessFrom(`${http.origin}/repo.git`, PLAIN_HOST, () => null, []));
    try {
      commitFiles(served.work, { 'later.py': 'x\n' });
      plainGit(served.work, 'push', '-q', 'origin', 'HEAD:main');
      must(await clone.fetch(served.commit, 'refs/heads/main'));
      assert.deepEqual(await readAll(clone.tree(served.commit)), { 'a.py': 'import sys\n', 'pkg/b.py': 'x = 1\n' });
      const edits: TreeEdit[] = [{ path: 'a.py', content: Buffer.from('import os\n'), mode: 0o644 }];
      const written = await clone.write({ parent: served.commit, edits, message: 'Change\n', identity: IDENTITY });
      commitFiles(served.work, { 'latest.py': 'x\n' });
      plainGit(served.work, 'push', '-q', '-f', 'origin', 'HEAD:main');
      must(await clone.push('refs/heads/codemod/x', written.commit, null));
      plainGit(served.bare, 'fsck', '--strict');
    } finally {
      clone.release();
      await http.close();
    }
  });
}

test('names cost no blob, and what is selected comes in one call', async () => {
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`pkg/f${index}.py`, `x = ${index}\n`]));
  const served = servedRepository({ ...files, 'other.txt': 'other\n' });
  const http = await serveGit(served.root);
  const clone = await open(accessFrom(`${http.origin}/repo.git`, PLAIN_HOST, () => null, []));
  try {
    must(await clone.fetch(served.commit, 'refs/heads/main'));
    const tree = clone.tree(served.commit);
    const before = http.requests.length;
    assert.equal((await entriesOf(tree, { ...PYTHON, accepts: () => true })).length, 31);
    assert.equal(http.requests.length, before);
    assert.equal(Object.keys(await readAll(tree)).length, 30);
    const posts = http.requests.slice(before).filter((request) => request.startsWith('POST'));
    // The list of capabilities is a GET; the blobs are one POST.
    assert.equal(posts.length, 1);
    assert.equal(blobsIn(clone.folder), 30);
    assert.equal((await tree.read('other.txt', 100)).kind, 'content');
    assert.equal(blobsIn(clone.folder), 31);
  } finally {
    clone.release();
    await http.close();
  }
});

test('offers what people edit, and says why not of the rest', async () => {
  const work = gitRepository();
  writeFiles(work, {
    'run.py': '#!/usr/bin/python\n',
    'plain.py': 'x = 1\r\n',
    'lfs.py': 'version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 3\n',
    'gen/made.py': 'x = 1\n',
    'gen/kept.py': 'x = 2\n',
    'vendor/v.py': 'x = 3\n',
    'huge.py': 'x'.repeat(3000),
    '.gitattributes': 'gen/*.py linguist-generated\n"gen/kept.py" -linguist-generated\n',
    '.codex/x.py': 'x = 1\n',
    'odd\n\u202ename.py': 'x = 4\n',
  });
  chmodSync(path.join(work, 'run.py'), 0o755);
  symlinkSync('/etc/passwd', path.join(work, 'link.py'));
  writeFileSync(Buffer.concat([Buffer.from(`${work}/bad`), Buffer.from([0xff]), Buffer.from('.py')]), 'x = 5\n');
  plainGit(work, 'add', '--all');
  plainGit(work, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub.py`);
  plainGit(work, 'commit', '-q', '-m', 'all');
  await withClone(serveWork(work), async (clone) => {
    const commit = plainGit(work, 'rev-parse', 'HEAD').trim();
    must(await clone.fetch(commit, 'refs/heads/main'));
    const tree = clone.tree(commit);
    const expected = {
      'bad\\xff.py': '(path-encoding)',
      'gen/kept.py': 'x = 2\n',
      'gen/made.py': '(generated)',
      'huge.py': '(too-large)',
      'lfs.py': '(lfs-pointer)',
      'link.py': '(symlink)',
      'odd\n\u202ename.py': '(path-unfit)',
      'plain.py': 'x = 1\r\n',
      'run.py': '#!/usr/bin/python\n',
    };
    assert.deepEqual(await readAll(tree, { ...PYTHON, maxSize: 2000 }), expected);
    const modes = await Promise.all(['run.py', 'plain.py'].map((file) => tree.read(file, 100)));
    assert.deepEqual(
      modes.map((read) => (read.kind === 'content' ? read.mode : read.kind)),
      [0o755, 0o644],
    );
    const everything = await readAll(tree, { ...PYTHON, noIgnore: true });
    assert.equal(everything['gen/made.py'], 'x = 1\n');
    assert.equal(everything['vendor/v.py'], 'x = 3\n');
    const pruned: string[] = [];
    for await (const _ of tree.entries(PYTHON, (folder) => pruned.push(folder.path)));
    assert.deepEqual(pruned.sort(), ['sub.py', 'vendor']);
    assert.equal((await tree.read('none.py', 10)).kind, 'failure');
  });
});

test('the same wish is the same commit, whose tree is that of a checkout', async () => {
  const work = gitRepository({ 'a.py': 'a\n', 'gone.py': 'b\n', file: 'c\n', 'dir/x': 'd\n' });
  const served = serveWork(work);
  await withClone(served, async (clone) => {
    must(await clone.fetch(served.commit, 'refs/heads/main'));
    const wanted = {
      parent: served.commit,
      edits: [
        { path: 'a.py', content: Buffer.from('A\n'), mode: 0o755 },
        { path: 'gone.py', content: null, mode: 0 },
        { path: 'file', content: null, mode: 0 },
        { path: 'file/below.py', content: Buffer.from('\n\0\n'), mode: 0o644 },
        { path: 'dir/x', content: null, mode: 0 },
        { path: 'dir', content: Buffer.from(''), mode: 0o644 },
      ],
      message: 'Subject\n\nCodemod-Campaign: x\n',
      identity: IDENTITY,
    };
    const [one, two] = await Promise.all([clone.write(wanted), clone.write(wanted)]);
    assert.deepEqual(one, two);
    assert.equal(blobsIn(clone.folder), 3);
    for (const name of ['gone.py', 'file', 'dir']) rmSync(path.join(work, name), { recursive: true });
    writeFiles(work, { 'a.py': 'A\n', 'file/below.py': '\n\0\n', dir: '' });
    chmodSync(path.join(work, 'a.py'), 0o755);
    plainGit(work, 'add', '--all');
    assert.equal(one.tree, plainGit(work, 'write-tree').trim());
    const read = await clone.read(one.commit);
    assert.equal(read?.message, wanted.message);
    assert.deepEqual(read?.parents, [served.commit]);
    assert.equal(read?.committer, 'Codemod <codemod@example.com>');
    const nothing = await clone.write({ ...wanted, edits: [] });
    assert.equal(nothing.isEmpty, true);
    assert.equal(await clone.read('1'.repeat(40)), null);
  });
});

test('refuses what git refuses, and what would replace a link, a submodule or a folder', async () => {
  const work = gitRepository({ 'a.py': 'a\n', 'dir/x': 'd\n' });
  symlinkSync('a.py', path.join(work, 'link'));
  plainGit(work, 'add', '--all');
  plainGit(work, 'commit', '-q', '-m', 'link');
  const served = serveWork(work);
  await withClone(served, async (clone) => {
    must(await clone.fetch(served.commit, 'refs/heads/main'));
    const write = async (...paths: readonly string[]): Promise<unknown> =>
      await clone.write({
        parent: served.commit,
        edits: paths.map((file) => ({ path: file, content: Buffer.from('x'), mode: 0o644 })),
        message: 'x',
        identity: IDENTITY,
      });
    const refused = [
      '.git/config',
      'a/.GIT/x',
      'GIT~1/x',
      '.g\u200cit/x',
      '../x',
      '/x',
      'a//b',
      'a/./b',
      'n\nl',
      'a\0b',
      '',
      '\ud800',
    ];
    for (const file of [...refused, 'link', 'link/x', 'dir', 'a.py/x']) {
      await assert.rejects(write(file), (error) => error instanceof CodemodError && error.code === 'tree-edit-refused', file);
    }
    await assert.rejects(write('n', 'n/m'), /is a file|a folder has that name/);
    await assert.rejects(write('n', 'n'), /twice/);
    await write('dir/y', '.gitignore', 'a.git/x', '\u{1f600}.py');
  });
});

test('files with names that nothing is written to are skipped with a reason, and the others can be changed', async () => {
  const odd = ['e\u001bsc.py', 'n\nl.py', 'del\u007f.py', 'C:x.py'];
  const served = servedRepository({ 'ok.py': 'x\n', ...Object.fromEntries(odd.map((name) => [name, 'x\n'])) });
  await withClone(served, async (clone) => {
    must(await clone.fetch(served.commit, 'refs/heads/main'));
    const skips = new Map<string, string | null>();
    const everything = { accepts: () => true, paths: [], include: [], exclude: [], noIgnore: false, maxSize: 1000 };
    for await (const { path, skip } of clone.tree(served.commit).entries(everything, () => {}))
      skips.set(path, skip?.code ?? null);
    assert.deepEqual([...skips].sort(), [['ok.py', null], ...odd.map((name) => [name, 'path-unfit'])].sort());
    const edits = [{ path: 'ok.py', content: Buffer.from('new\n'), mode: 0o644 }];
    const { commit } = await clone.write({ parent: served.commit, edits, message: 'x\n', identity: IDENTITY });
    must(await clone.push('refs/heads/codemod/x', commit, null));
    assert.equal(plainGit(served.bare, 'diff', '--name-only', served.commit, commit).trim(), 'ok.py');
    const wanted = { parent: served.commit, message: 'x\n', identity: IDENTITY };
    const written = { path: odd[0] ?? '', content: Buffer.from(''), mode: 0o644 };
    await assert.rejects(clone.write({ ...wanted, edits: [written] }), { code: 'tree-edit-refused' });
  });
});

test('a branch moves only from what we know it to be', async () => {
  const served = servedRepository(FILES);
  await withClone(served, async (clone) => {
    must(await clone.fetch(served.commit, 'refs/heads/main'));
    const write = async (text: string): Promise<string> => {
      const edits = [{ path: 'a.py', content: Buffer.from(text), mode: 0o644 }];
      return (await clone.write({ parent: served.commit, edits, message: 'x\n', identity: IDENTITY })).commit;
    };
    const [one, two] = [await write('1'), await write('2')];
    must(await clone.push('refs/heads/codemod/x', one, null));
    assert.equal(codeOf(await clone.push('refs/heads/codemod/x', two, null)), 'git-stale');
    assert.equal(codeOf(await clone.push('refs/heads/codemod/x', two, served.commit)), 'git-stale');
    assert.equal(codeOf(await clone.deleteRef('refs/heads/codemod/x', two)), 'git-stale');
    must(await clone.push('refs/heads/codemod/x', two, one));
    assert.equal(plainGit(served.bare, 'rev-parse', 'codemod/x').trim(), two);
    for (const ref of [
      'HEAD',
      'main',
      '--all',
      'refs/heads/a b',
      'refs/heads/-x',
      'refs/heads/a..b',
      'refs/tags/x',
      'refs/heads/x.lock',
    ]) {
      assert.equal(codeOf(await clone.push(ref, two, null)), 'git-failed', ref);
    }
  });
});

test('pushes where the base has moved on, without fetching anything', async () => {
  const served = servedRepository(FILES);
  await withClone(served, async (clone) => {
    must(await clone.fetch(served.commit, 'refs/heads/main'));
    const edits = [{ path: 'a.py', content: Buffer.from('new\n'), mode: 0o644 }];
    const { commit } = await clone.write({ parent: served.commit, edits, message: 'x\n', identity: IDENTITY });
    commitFiles(served.work, { 'later.py': 'x\n' });
    plainGit(served.work, 'push', '-q', 'origin', 'HEAD:main');
    must(await clone.push('refs/heads/codemod/x', commit, null));
    plainGit(served.bare, 'fsck', '--strict');
    assert.equal(plainGit(served.bare, 'rev-list', '--count', 'codemod/x').trim(), '2');
    assert.equal(blobsIn(clone.folder), 1);
  });
});

test('a file of 50 MB costs no memory where it is not wanted, and comes whole where it is', async () => {
  const big = Buffer.alloc(50 << 20, 'x = 1\n');
  const served = servedRepository({ 'a.py': 'x\n', 'big.py': big });
  await withClone(served, async (clone) => {
    must(await clone.fetch(served.commit, 'refs/heads/main'));
    const tree = clone.tree(served.commit);
    assert.deepEqual(await readAll(tree), { 'a.py': 'x\n', 'big.py': '(too-large)' });
    const read = await tree.read('big.py', 1 << 30);
    assert.ok(read.kind === 'content' && read.bytes.equals(big));
  });
});

test('reads of several commits and files go on at the same time', async () => {
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}.py`, `${'x'.repeat(index * 977)}\n`]));
  const served = servedRepository(files);
  commitFiles(served.work, { 'f0.py': 'second\n' });
  plainGit(served.work, 'push', '-q', 'origin', 'HEAD:main');
  const second = plainGit(served.work, 'rev-parse', 'HEAD').trim();
  await withClone(served, async (clone) => {
    for (const commit of [served.commit, second]) must(await clone.fetch(commit, 'refs/heads/main'));
    const reads = [served.commit, second].flatMap((commit) =>
      Object.keys(files).map((file) => clone.tree(commit).read(file, 1e6)),
    );
    const texts = (await Promise.all(reads)).map((read) => (read.kind === 'content' ? read.bytes.toString() : read.kind));
    assert.deepEqual(texts, [...Object.values(files), ...Object.values({ ...files, 'f0.py': 'second\n' })]);
  });
});

test('fetches a commit that is not the tip, and says what there is not', async () => {
  const served = servedRepository(FILES);
  commitFiles(served.work, { 'later.py': 'x\n' });
  plainGit(served.work, 'push', '-q', 'origin', 'HEAD:main');
  await withClone(served, async (clone) => {
    must(await clone.fetch(served.commit, 'refs/heads/main'));
    assert.equal(Object.keys(await readAll(clone.tree(served.commit))).length, 2);
    assert.equal(codeOf(await clone.fetch('1'.repeat(40), 'refs/heads/none')), 'git-no-branch');
    assert.equal(codeOf(await clone.fetch('1'.repeat(40), 'refs/heads/main')), 'git-stale');
  });
  await withClone({ ...served, bare: path.join(served.root, 'none.git') }, async (clone) => {
    assert.equal(codeOf(await clone.remoteRefs(['HEAD'])), 'git-no-repository');
  });
  const empty = tempFolder();
  plainGit(empty, 'init', '-q', '--bare', '-b', 'trunk');
  await withClone({ ...served, bare: empty }, async (clone) => {
    assert.equal(must(await clone.remoteRefs(['HEAD'])).refs.size, 0);
    assert.equal(codeOf(await clone.fetch('1'.repeat(40), 'refs/heads/main')), 'git-empty');
  });
  const renamed = servedRepository(FILES, { flags: ['-b', 'trunk/main'] });
  await withClone(renamed, async (clone) => {
    assert.equal(must(await clone.remoteRefs(['HEAD'])).defaultBranch, 'trunk/main');
  });
});

test('knows repositories of SHA-256', async () => {
  const served = servedRepository(FILES, { flags: ['--object-format=sha256'] });
  await withClone(served, async (clone) => {
    must(await clone.fetch(served.commit, 'refs/heads/main'));
    assert.equal(Object.keys(await readAll(clone.tree(served.commit))).length, 2);
    const edits = [{ path: 'a.py', content: Buffer.from('new\n'), mode: 0o644 }];
    const { commit } = await clone.write({ parent: served.commit, edits, message: 'x\n', identity: IDENTITY });
    must(await clone.push('refs/heads/codemod/x', commit, null));
  });
});

test('a clone that is damaged is made anew', async () => {
  const served = servedRepository(FILES);
  const cache = tempFolder();
  const first = await open(fileAccess(served.bare), cache);
  must(await first.fetch(served.commit, 'refs/heads/main'));
  await readAll(first.tree(served.commit));
  first.release();
  const packs = path.join(first.folder, 'objects/pack');
  for (const name of readdirSync(packs)) {
    if (!name.endsWith('.pack')) continue;
    const file = path.join(packs, name);
    const bytes = readFileSync(file);
    bytes.fill(0xaa, 20, bytes.length - 24);
    chmodSync(file, 0o644);
    writeFileSync(file, bytes);
  }
  const second = await open(fileAccess(served.bare), cache);
  must(await second.fetch(served.commit, 'refs/heads/main'));
  assert.deepEqual(Object.keys(await readAll(second.tree(served.commit))), ['a.py', 'pkg/b.py']);
  second.release();
});

test('one holder at a time, and what a killed one has left is thrown away', async () => {
  const served = servedRepository(FILES);
  const cache = tempFolder();
  const first = await open(fileAccess(served.bare), cache);
  let second: BareClone | null = null;
  const waiting = open(fileAccess(served.bare), cache).then((clone) => {
    second = clone;
  });
  must(await first.fetch(served.commit, 'refs/heads/main'));
  assert.equal(second, null);
  first.release();
  await waiting;
  appendFileSync(path.join(first.folder, 'shallow.lock'), '');
  // As though the second had been killed: its lock is let go, the mark stays.
  const entry = path.dirname(first.folder);
  assert.ok(existsSync(path.join(entry, 'busy')));
  rmSync(path.join(entry, 'lock'));
  const third = await open(fileAccess(served.bare), cache);
  assert.ok(!existsSync(path.join(third.folder, 'shallow.lock')));
  must(await third.fetch(served.commit, 'refs/heads/main'));
  third.release();
});

test('the least recently used goes first, never one that is held', async () => {
  const served = servedRepository({ 'a.py': 'x\n' });
  const folder = tempFolder();
  const make = async (name: string, mostBytes: number): Promise<BareClone> => {
    const clone = await openCloneCache({ folder, mostBytes, mostFiles: 100 }).open(name, fileAccess(served.bare));
    must(await clone.fetch(served.commit, 'refs/heads/main'));
    return clone;
  };
  const [old, held, young] = [await make('old', 1e9), await make('held', 1e9), await make('young', 1e9)];
  old.release();
  young.release();
  const last = await make('last', Number(readFileSync(path.join(path.dirname(young.folder), 'used'), 'utf8')));
  assert.deepEqual(
    [old, held, young, last].map((clone) => existsSync(clone.folder)),
    [false, true, true, true],
  );
  held.release();
  last.release();
});
