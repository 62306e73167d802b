import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../core/hash.js';
import { whileWritten } from '../testing/busy-writer.js';
import { gitRepository, plainGit } from '../testing/git-repository.js';
import { treeOf } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { resolveTargets } from '../trees/targets.js';
import type { InventoryEntry } from './entry.js';
import { inventoryText } from './format.js';
import { type InventoryOptions, takeInventory } from './take-inventory.js';

const test = suite('take inventory');

async function take(folder: string, options?: InventoryOptions) {
  return await takeInventory(await resolveTargets([folder], folder), options);
}

async function paths(folder: string): Promise<readonly string[]> {
  return (await take(folder)).entries.map((entry) => entry.path);
}

async function entryOf(folder: string, name: string): Promise<InventoryEntry | undefined> {
  return (await take(folder)).entries.find((entry) => entry.path === name);
}

test('lists what git tracks and what it does not ignore, and nothing of .codex', async () => {
  const top = gitRepository({
    'a.py': 'x = 1\n',
    '.gitignore': 'ignored\nbuild/\n',
    'build/kept.txt': 'tracked though ignored\n',
  });
  writeFiles(top, {
    'new.py': '',
    ignored: '',
    'build/out': '',
    '.codex/inventory.json': '{}',
    'sub/.codex/x': '',
    'node_modules/a/index.js': '',
  });
  const { entries, pruned } = await take(path.join(top, 'build'));
  assert.deepEqual(
    entries.map((entry) => entry.path),
    ['.gitignore', 'a.py', 'build/kept.txt', 'new.py'],
  );
  assert.deepEqual(pruned, [{ path: 'node_modules', reason: 'vendored code (node_modules)' }]);
  assert.deepEqual(entries[1], {
    path: 'a.py',
    kind: 'file',
    size: 6,
    mode: '100644',
    role: 'code',
    language: 'python',
    sha256: sha256('x = 1\n'),
  });
});

test('lists vendored code that git tracks', async () => {
  assert.deepEqual(await paths(gitRepository({ 'vendor/lib.py': '' })), ['vendor/lib.py']);
});

test('outside of git lists what a walk finds', async () => {
  const folder = tempFolder();
  writeFiles(folder, { 'b.py': '', 'a/c.py': '', 'a/.gitignore': '*.tmp\n', 'a/x.tmp': '', 'venv/lib.py': '', '.codex/y': '' });
  plainGit(folder, 'init', '-q', 'nested');
  writeFiles(folder, { 'nested/z.py': '' });
  const { entries, pruned } = await take(folder);
  assert.deepEqual(
    entries.map((entry) => entry.path),
    ['a/.gitignore', 'a/c.py', 'b.py'],
  );
  assert.deepEqual(
    pruned.map((folder) => folder.path),
    ['nested', 'venv'],
  );
});

test('sorts by code units, whatever the locale, and the same every time', async () => {
  const names = ['B', 'é', 'z', 'a/b', 'a-b', 'Z', '\u{1f600}', '\uffee'];
  const top = gitRepository(Object.fromEntries(names.map((name) => [name, name])));
  assert.deepEqual(await paths(top), [...names].sort());
  const text = [...inventoryText((await take(top)).entries)].join('');
  const elsewhere = path.join(tempFolder(), 'elsewhere');
  plainGit(top, 'clone', '-q', top, elsewhere);
  assert.equal([...inventoryText((await take(elsewhere)).entries)].join(''), text, 'another clone has the same inventory');
  assert.doesNotMatch(text, new RegExp(top));
});

test('links are told with their target and are not followed', async () => {
  const top = gitRepository({ 'a.py': 'secret\n', 'dir/b.py': '' });
  symlinkSync('a.py', path.join(top, 'link'));
  symlinkSync('/etc/passwd', path.join(top, 'out'));
  symlinkSync('nowhere', path.join(top, 'dangling'));
  symlinkSync('dir', path.join(top, 'folder-link'));
  plainGit(top, 'add', 'out');
  const link = await entryOf(top, 'link');
  assert.deepEqual(link, {
    path: 'link',
    kind: 'symlink',
    size: 4,
    mode: '120000',
    role: null,
    language: null,
    sha256: null,
    target: 'a.py',
  });
  assert.equal((await entryOf(top, 'out'))?.target, '/etc/passwd');
  assert.equal((await entryOf(top, 'dangling'))?.target, 'nowhere');
  assert.equal((await entryOf(top, 'folder-link'))?.kind, 'symlink');
});

test('a tracked folder that was replaced by a link out of the repository is not read through', async () => {
  const top = gitRepository({ 'dir/b.py': 'inside\n', 'a.py': '' });
  const outside = tempFolder();
  writeFiles(outside, { 'b.py': 'outside\n' });
  rmSync(path.join(top, 'dir'), { recursive: true });
  symlinkSync(outside, path.join(top, 'dir'));
  const { entries } = await take(top);
  assert.deepEqual(
    entries.map((entry) => [entry.path, entry.kind]),
    [
      ['a.py', 'file'],
      ['dir', 'symlink'],
    ],
  );
  assert.ok(!JSON.stringify(entries).includes(sha256('outside\n')));
});

test('submodules are told as such, and repositories that git does not track are left out', async () => {
  const inner = gitRepository({ 'inner.py': 'x\n' });
  const top = gitRepository({ 'a.py': '' });
  plainGit(top, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner, 'mod');
  plainGit(top, 'init', '-q', 'own');
  writeFiles(top, { 'own/file.py': '' });
  const { entries, pruned } = await take(top);
  assert.deepEqual(
    entries.map((entry) => [entry.path, entry.kind]),
    [
      ['.gitmodules', 'file'],
      ['a.py', 'file'],
      ['mod', 'submodule'],
    ],
  );
  assert.deepEqual(entries[2], {
    path: 'mod',
    kind: 'submodule',
    size: null,
    mode: '160000',
    role: null,
    language: null,
    sha256: null,
  });
  assert.deepEqual(pruned, [{ path: 'own', reason: 'a git repository of its own' }]);
});

test('names of any characters, and one that is no text', async () => {
  const names = ['-rf', '*', ':(top)x', '"q"', 'new\nline', 'esc\u001b[31m', 'back\\slash', ' ', 'bidi\u202e', '__proto__'];
  const top = gitRepository(Object.fromEntries(names.map((name) => [name, name])));
  writeFileSync(Buffer.concat([Buffer.from(`${top}/`), Buffer.from([0xff])]), 'x');
  const { entries, failures } = await take(top);
  for (const name of names) assert.equal(entries.find((entry) => entry.path === name)?.sha256, sha256(name), name);
  assert.deepEqual(
    failures.map((entry) => [entry.path, entry.error?.code]),
    [['\\xff', 'path-encoding']],
  );
});

test('the content counts, not what a filter or an attribute would make of it', async () => {
  const top = gitRepository({ 'a.txt': 'a\n' });
  const mark = path.join(tempFolder(), 'ran');
  plainGit(top, 'config', 'filter.evil.clean', `touch ${mark}`);
  plainGit(top, 'config', 'core.fsmonitor', `touch ${mark}`);
  writeFiles(top, { 'a.txt': 'a\r\n', '.gitattributes': '* text=auto filter=evil\n' });
  assert.equal((await entryOf(top, 'a.txt'))?.sha256, sha256('a\r\n'));
  assert.deepEqual(treeOf(path.dirname(mark)), {}, 'nothing of the repository was run');
});

test('deleted files are left out, and the right to run is told', async () => {
  const top = gitRepository({ a: '', b: '', 'dir/c': '' });
  rmSync(path.join(top, 'a'));
  rmSync(path.join(top, 'dir'), { recursive: true });
  chmodSync(path.join(top, 'b'), 0o750);
  const { entries } = await take(top);
  assert.deepEqual(
    entries.map(({ path, mode }) => [path, mode]),
    [['b', '100755']],
  );
});

test('a folder where a file was is told', async () => {
  const top = gitRepository({ a: '' });
  renameSync(path.join(top, 'a'), path.join(top, 'moved'));
  mkdirSync(path.join(top, 'a'));
  assert.equal((await entryOf(top, 'a'))?.error?.code, 'file-is-directory');
});

test('a file that keeps changing is an entry with an error', async () => {
  const top = gitRepository({ quiet: 'x' });
  const inventory = await whileWritten(path.join(top, 'busy'), async () => {
    const taken = await take(top);
    return taken.failures.length > 0 ? taken : null;
  });
  const [failure] = inventory?.failures ?? [];
  assert.deepEqual([failure?.path, failure?.error?.code, failure?.sha256], ['busy', 'file-changing', null]);
  assert.equal(inventory?.entries.find(({ path }) => path === 'quiet')?.sha256, sha256('x'), 'the others are read');
});

test('leaves out what it is told to, and stops when it is asked to', async () => {
  const top = gitRepository({ a: '', 'out.json': '' });
  const { entries } = await take(top, { leaveOut: ['out.json'] });
  assert.deepEqual(
    entries.map((entry) => entry.path),
    ['a'],
  );
  await assert.rejects(take(top, { signal: AbortSignal.abort() }), /was stopped/);
});
