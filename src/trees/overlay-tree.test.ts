import assert from 'node:assert/strict';
import { suite } from '../testing/suite.js';
import { MemoryTree } from './memory-tree.js';
import { OverlayTree } from './overlay-tree.js';
import type { Selection, Tree } from './tree.js';

const test = suite('overlay tree');
const EVERYTHING: Selection = { accepts: () => true, paths: [], include: [], exclude: [], noIgnore: false, maxSize: 1000 };
const below = new MemoryTree({ 'a.py': 'old', 'b.py': 'kept', 'c.py': 'gone' }, 'head');
const above = new OverlayTree(
  below,
  new Map([
    ['a.py', { bytes: Buffer.from('new'), mode: 0o755 }],
    ['c.py', null],
    ['d/e.py', { bytes: Buffer.from('made'), mode: 0o644 }],
    ['.codex/x', { bytes: Buffer.from('ours'), mode: 0o644 }],
  ]),
);

async function pathsOf(tree: Tree, selection: Selection = EVERYTHING): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const { path } of tree.entries(selection, () => {})) paths.push(path);
  return paths.sort();
}

test('lists what will be there, each path once', async () => {
  assert.deepEqual(await pathsOf(above), ['a.py', 'b.py', 'd/e.py']);
  assert.deepEqual(await pathsOf(above, { ...EVERYTHING, paths: ['d'] }), ['d/e.py']);
  assert.deepEqual(await pathsOf(above, { ...EVERYTHING, exclude: ['a.py'] }), ['b.py', 'd/e.py']);
});

test('reads results before what stands below', async () => {
  const text = async (path: string): Promise<string> => {
    const read = await above.read(path, 1000);
    return read.kind === 'content' ? `${read.bytes} ${read.mode.toString(8)}` : read.kind === 'failure' ? read.code : read.kind;
  };
  assert.equal(await text('a.py'), 'new 755');
  assert.equal(await text('b.py'), 'kept 644');
  assert.equal(await text('c.py'), 'file-missing');
  assert.equal(above.head, 'head');
});
