import assert from 'node:assert/strict';
import { suite } from '../testing/suite.js';
import { MemoryTree } from './memory-tree.js';
import type { Pruned, Selection } from './tree.js';

const test = suite('memory-tree');

const ALL: Selection = {
  accepts: (path) => path.endsWith('.py'),
  paths: [],
  include: [],
  exclude: [],
  noIgnore: false,
  maxSize: 1000,
};

const tree = new MemoryTree({
  'a.py': 'import sys\n',
  'b.txt': 'no Python',
  'pkg/c.py': Buffer.from('x = 1\n'),
  'pkg/run.py': { bytes: Buffer.from('y = 1\n'), mode: 0o755 },
  'node_modules/m/d.py': '',
  'pkg/vendor/e.py': '',
  '.codex/f.py': '',
});

async function select(selection: Partial<Selection>): Promise<{ paths: string[]; pruned: Pruned[] }> {
  const paths: string[] = [];
  const pruned: Pruned[] = [];
  for await (const entry of tree.entries({ ...ALL, ...selection }, (folder) => pruned.push(folder))) paths.push(entry.path);
  return { paths: paths.sort(), pruned };
}

test('offers the files of the languages and prunes other people’s code once', async () => {
  const { paths, pruned } = await select({});
  assert.deepEqual(paths, ['a.py', 'pkg/c.py', 'pkg/run.py']);
  assert.deepEqual(pruned.map((folder) => folder.path).sort(), ['node_modules', 'pkg/vendor']);
});

test('takes vendored code when asked to, and its own records never', async () => {
  assert.deepEqual((await select({ noIgnore: true })).paths, [
    'a.py',
    'node_modules/m/d.py',
    'pkg/c.py',
    'pkg/run.py',
    'pkg/vendor/e.py',
  ]);
  assert.deepEqual((await select({ paths: ['pkg/vendor'] })).paths, ['pkg/vendor/e.py']);
  assert.deepEqual((await select({ paths: ['.codex/f.py'] })).paths, []);
});

test('stays inside of the paths and the globs', async () => {
  assert.deepEqual((await select({ paths: ['pkg'] })).paths, ['pkg/c.py', 'pkg/run.py']);
  assert.deepEqual((await select({ paths: ['pk'] })).paths, []);
  assert.deepEqual((await select({ include: ['run.py'] })).paths, ['pkg/run.py']);
  assert.deepEqual((await select({ exclude: ['pkg'] })).paths, ['a.py']);
  assert.deepEqual((await select({ exclude: ['pkg/*.py'] })).paths, ['a.py']);
  assert.deepEqual((await select({ exclude: ['/a.py'] })).paths, ['pkg/c.py', 'pkg/run.py']);
});

test('reads bytes and mode, and refuses what is too large or missing', async () => {
  const run = await tree.read('pkg/run.py', 1000);
  assert.ok(run.kind === 'content' && run.mode === 0o755 && run.bytes.equals(Buffer.from('y = 1\n')));
  const large = await tree.read('a.py', 5);
  assert.ok(large.kind === 'skip' && large.skip.code === 'too-large');
  const missing = await tree.read('no.py', 5);
  assert.ok(missing.kind === 'failure' && missing.code === 'file-missing');
});

test('asks the sieve', async () => {
  assert.equal((await tree.read('a.py', 1000, (bytes) => (bytes.includes('sys') ? 'take' : 'leave'))).kind, 'content');
  assert.equal((await tree.read('a.py', 1000, () => 'leave')).kind, 'left');
  const skipped = await tree.read('a.py', 1000, () => ({ code: 'binary', message: 'it is binary' }));
  assert.ok(skipped.kind === 'skip' && skipped.skip.code === 'binary');
});
