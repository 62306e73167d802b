import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gitRepository, plainGit } from '../testing/git-repository.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { resolveTargets } from './targets.js';
import type { Pruned, Selection } from './tree.js';
import { WorkTree } from './work-tree.js';

const test = suite('work-tree');

interface Seen {
  readonly paths: readonly string[];
  readonly skips: Readonly<Record<string, string>>;
  readonly pruned: readonly Pruned[];
  readonly tree: WorkTree;
}

/** What a run over `typed` sees, from the folder. */
async function see(folder: string, options: Partial<Selection> = {}, typed: readonly string[] = []): Promise<Seen> {
  const { root, repository, paths } = await resolveTargets(typed, folder);
  const tree = new WorkTree(root, repository);
  const pruned: Pruned[] = [];
  const seen: string[] = [];
  const skips: Record<string, string> = {};
  const selection = { accepts: (file: string) => file.endsWith('.py'), include: [], exclude: [], noIgnore: false, maxSize: 1000 };
  for await (const entry of tree.entries({ ...selection, paths, ...options }, (one) => pruned.push(one))) {
    seen.push(entry.path);
    if (entry.skip !== null) skips[entry.path] = entry.skip.code;
  }
  assert.equal(new Set(seen).size, seen.length, 'each path once');
  return { paths: seen.sort(), skips, pruned, tree };
}

const FILES = {
  'a.py': '',
  'b.txt': '',
  'x/c.py': '',
  'x/y/d.py': '',
  'x/.gitignore': '*.gen.py\n!keep.gen.py\n/y/e.py\n',
  'x/f.gen.py': '',
  'x/keep.gen.py': '',
  'x/y/e.py': '',
  'e.py': '',
  '.gitignore': 'build/\n*.tmp.py\nx/only.py\n',
  'build/g.py': '',
  'build/deep/h.py': '',
  'x/build/i.py': '',
  'j.tmp.py': '',
  'x/only.py': '',
  'x/J.TMP.PY.py': '',
  'node_modules/m/k.py': '',
  '.venv/lib/l.py': '',
  'pkg/vendor/m.py': '',
  '.codex/n.py': '',
};
const WANTED = ['a.py', 'e.py', 'x/J.TMP.PY.py', 'x/c.py', 'x/keep.gen.py', 'x/y/d.py'];

/** The same files, untracked in a repository, and outside of any. */
function both(): readonly [string, string] {
  const repository = gitRepository();
  const folder = tempFolder();
  writeFiles(repository, FILES);
  writeFiles(folder, FILES);
  return [repository, folder];
}

test('sees the same files through git and through the walk', async () => {
  for (const folder of both()) {
    const { paths, pruned } = await see(folder);
    assert.deepEqual(paths, WANTED);
    assert.deepEqual(pruned.map((one) => one.path).sort(), ['.venv', 'node_modules', 'pkg/vendor']);
    assert.ok(pruned.every((one) => one.reason !== ''));
  }
});

test('takes everything but the records when asked to', async () => {
  const everything = Object.keys(FILES).filter((file) => file.endsWith('.py') && !file.startsWith('.codex'));
  for (const folder of both()) assert.deepEqual((await see(folder, { noIgnore: true })).paths, everything.sort());
});

test('takes what the user names, ignored or vendored though it is', async () => {
  for (const folder of both()) {
    const named = async (...typed: string[]) => (await see(folder, {}, typed)).paths;
    const within = (await resolveTargets(['build'], folder)).root === folder ? 'build/' : '';
    assert.deepEqual(await named('x/f.gen.py', 'a.py'), ['a.py', 'x/f.gen.py']);
    assert.deepEqual(await named('a.py', 'build'), ['a.py', 'build/deep/h.py', 'build/g.py']);
    assert.deepEqual(await named('build'), [`${within}deep/h.py`, `${within}g.py`]);
    assert.deepEqual(await named('a.py', 'pkg/vendor'), ['a.py', 'pkg/vendor/m.py']);
    assert.deepEqual(await named('a.py', 'node_modules/m/k.py', 'b.txt'), ['a.py', 'node_modules/m/k.py']);
    assert.deepEqual(await named('a.py', '.codex/n.py', '.codex'), ['a.py']);
    assert.deepEqual(await named('a.py', 'x/y'), ['a.py', 'x/y/d.py']);
    assert.deepEqual(await named('.', 'x/f.gen.py'), [...WANTED, 'x/f.gen.py'].sort());
    assert.deepEqual((await see(folder, { exclude: ['*.gen.py'] }, ['x/f.gen.py', 'a.py'])).paths, ['a.py']);
  }
});

test('takes a tracked file though it is ignored, but prunes vendored folders though they are tracked', async () => {
  const repository = gitRepository(FILES);
  const { paths, pruned } = await see(repository);
  assert.deepEqual(
    paths,
    [...WANTED, 'build/deep/h.py', 'build/g.py', 'j.tmp.py', 'x/build/i.py', 'x/f.gen.py', 'x/only.py', 'x/y/e.py'].sort(),
  );
  assert.ok(pruned.some((one) => one.path === 'node_modules' && one.reason.includes('vendored')));
  assert.deepEqual((await see(repository, {}, ['build'])).paths, ['build/deep/h.py', 'build/g.py']);
});

test('does not count what is in the index alone, and each conflict stage once', async () => {
  const repository = gitRepository({ 'a.py': 'x = 1\n', 'deleted.py': '', 'moved/b.py': '' });
  plainGit(repository, 'checkout', '-q', '-b', 'other');
  writeFiles(repository, { 'a.py': 'x = 2\n' });
  plainGit(repository, 'commit', '-qam', 'two');
  plainGit(repository, 'checkout', '-q', 'main');
  writeFiles(repository, { 'a.py': 'x = 3\n' });
  plainGit(repository, 'commit', '-qam', 'three');
  assert.throws(() => plainGit(repository, 'merge', 'other'));
  rmSync(path.join(repository, 'deleted.py'));
  renameSync(path.join(repository, 'moved'), path.join(repository, 'moved2'));
  const { paths, tree } = await see(repository);
  assert.deepEqual(paths, ['a.py', 'deleted.py', 'moved/b.py', 'moved2/b.py']);
  const kinds = await Promise.all(paths.map(async (file) => (await tree.read(file, 1000)).kind));
  assert.deepEqual(kinds, ['content', 'gone', 'gone', 'content']);
});

test('tells that a listed file has vanished', async () => {
  for (const folder of both()) {
    const { tree } = await see(folder);
    rmSync(path.join(folder, 'a.py'));
    const read = await tree.read('a.py', 1000);
    assert.ok(read.kind === 'failure' && read.code === 'file-missing');
  }
});

test('follows no link, neither of a file nor of a folder', async () => {
  const outside = tempFolder();
  writeFiles(outside, { 'secret.py': 'password = 1\n' });
  for (const folder of [gitRepository({ 'a.py': '', 'pkg/secret.py': '' }), tempFolder()]) {
    writeFiles(folder, { 'a.py': '', 'pkg/secret.py': '' });
    symlinkSync(path.join(outside, 'secret.py'), path.join(folder, 'link.py'));
    symlinkSync(outside, path.join(folder, 'folder'));
    symlinkSync('nowhere', path.join(folder, 'dangling.py'));
    symlinkSync('.', path.join(folder, 'loop'));
    const before = await see(folder);
    assert.deepEqual(before.paths, ['a.py', 'dangling.py', 'link.py', 'pkg/secret.py']);
    rmSync(path.join(folder, 'pkg'), { recursive: true });
    symlinkSync(outside, path.join(folder, 'pkg'));
    const { tree } = await see(folder);
    for (const file of ['link.py', 'pkg/secret.py', 'folder/secret.py', 'loop/a.py']) {
      assert.ok(existsSync(path.join(folder, file)), 'the control: a plain read would follow');
      const read = await tree.read(file, 1000);
      assert.ok(read.kind === 'skip' && read.skip.code === 'symlink', `${file}: ${JSON.stringify(read)}`);
    }
  }
  const tracked = gitRepository();
  symlinkSync('nowhere', path.join(tracked, 'link.py'));
  plainGit(tracked, 'add', '.');
  assert.deepEqual((await see(tracked)).skips, { 'link.py': 'symlink' });
});

test('reads nothing outside of the root', async () => {
  const folder = tempFolder();
  writeFiles(folder, { 'secret.py': 'password = 1\n', 'root/a.py': '', 'root/x/b.py': '' });
  const tree = new WorkTree(path.join(folder, 'root'), null);
  for (const file of ['../secret.py', 'x/../../secret.py', '..', '.', '', 'x/', './a.py', path.join(folder, 'secret.py')]) {
    assert.notEqual((await tree.read(file, 1000)).kind, 'content', file);
  }
  assert.equal((await tree.read('x/b.py', 1000)).kind, 'content');
});

test('prunes repositories inside, tracked or not', async () => {
  const inner = gitRepository({ 'inner.py': '' });
  const outer = gitRepository({ 'outer.py': '' });
  plainGit(outer, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner, 'sub.py');
  plainGit(outer, 'clone', '-q', inner, 'nested');
  const { paths, pruned } = await see(outer);
  assert.deepEqual(paths, ['outer.py']);
  assert.deepEqual(pruned.map((one) => `${one.path}: ${one.reason}`).sort(), [
    'nested: a git repository of its own',
    'sub.py: a git repository of its own',
  ]);
  assert.deepEqual((await see(path.join(outer, 'sub.py'))).paths, ['inner.py']);
  const folder = tempFolder();
  writeFiles(folder, { 'a.py': '' });
  plainGit(folder, 'clone', '-q', inner, 'nested');
  const walked = await see(folder);
  assert.deepEqual(walked.paths, ['a.py']);
  assert.deepEqual(walked.pruned, [{ path: 'nested', reason: 'a git repository of its own' }]);
});

test('works in a worktree, in a repository without commits and in a subfolder', async () => {
  const main = gitRepository({ 'a.py': '', 'x/b.py': '' });
  const worktree = path.join(tempFolder(), 'wt');
  plainGit(main, 'worktree', 'add', '-q', worktree);
  writeFiles(worktree, { 'new.py': '' });
  assert.deepEqual((await see(worktree)).paths, ['a.py', 'new.py', 'x/b.py']);
  assert.equal((await see(worktree)).tree.head, plainGit(main, 'rev-parse', 'HEAD').trim());
  assert.deepEqual((await see(path.join(main, 'x'))).paths, ['x/b.py']);
  const unborn = gitRepository();
  writeFiles(unborn, { 'a.py': '' });
  const seen = await see(unborn);
  assert.deepEqual([seen.paths, seen.tree.head], [['a.py'], null]);
});

test('takes names for what they are, and skips names that are no text', async () => {
  const odd = [
    'a\nb.py',
    '\u001b[31m.py',
    '"q".py',
    'é.py',
    '-rf.py',
    ':(top)a.py',
    '*.py',
    ' .py',
    'a\\b.py',
    '\ufffd.py',
    '..py',
  ];
  for (const folder of [gitRepository(), tempFolder()]) {
    writeFiles(folder, Object.fromEntries(odd.map((file) => [file, 'x = 1\n'])));
    for (const bytes of [[0xff], [0xfe, 0xff]]) {
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from(bytes), Buffer.from('.py')]), '');
    }
    mkdirSync(Buffer.concat([Buffer.from(`${folder}/folder-`), Buffer.from([0xff])]));
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/folder-`), Buffer.from([0xff]), Buffer.from('/in.py')]), '');
    const { paths, skips, tree, pruned } = await see(folder);
    for (const file of odd) {
      assert.ok(paths.includes(file), file);
      assert.equal((await tree.read(file, 1000)).kind, 'content', file);
    }
    assert.equal(skips['bad-\\xff.py'], 'path-encoding');
    assert.equal(skips['bad-\\xfe\\xff.py'], 'path-encoding');
    assert.ok(skips['folder-\\xff/in.py'] === 'path-encoding' || pruned.some((one) => one.path === 'folder-\\xff'));
    assert.deepEqual((await see(folder, {}, ['-rf.py', ':(top)a.py', '*.py'])).paths, ['*.py', '-rf.py', ':(top)a.py']);
  }
});

test('survives hostile ignore files', async () => {
  const folder = tempFolder();
  const name = 'a'.repeat(250);
  writeFiles(folder, {
    [`${name}.py`]: '',
    '.gitignore': `${'*a'.repeat(60)}b\nignored.py\n`,
    'ignored.py': '',
    'x/a.py': '',
    'y/a.py': '',
  });
  execFileSync('mkfifo', [path.join(folder, 'x/.gitignore')]);
  symlinkSync('/etc/passwd', path.join(folder, 'y/.gitignore'));
  const started = Date.now();
  assert.deepEqual((await see(folder)).paths, [`${name}.py`, 'x/a.py', 'y/a.py']);
  assert.ok(Date.now() - started < 5000);
});

test('prunes a folder that cannot be listed, and goes on', async () => {
  const folder = tempFolder();
  writeFiles(folder, { 'a.py': '', 'x/b.py': '' });
  const tree = new WorkTree(folder, null);
  const pruned: Pruned[] = [];
  const paths: string[] = [];
  const selection = { accepts: () => true, paths: [], include: [], exclude: [], noIgnore: false, maxSize: 10 };
  for await (const entry of tree.entries(selection, (one) => pruned.push(one))) {
    paths.push(entry.path);
    // It vanishes between the listing of its parent and its own.
    rmSync(path.join(folder, 'x'), { recursive: true, force: true });
  }
  assert.deepEqual(paths, ['a.py']);
  assert.deepEqual(pruned, [{ path: 'x', reason: 'it cannot be listed (ENOENT)' }]);
});
