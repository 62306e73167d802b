import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { create, modify, remove, rename, samplePlan } from '../testing/sample-plan.js';
import { inScratch, treeOf } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { applyPlan } from './apply-plan.js';
import { newRunId } from './run-id.js';

const test = suite('applyPlan');
const TIME = '2025-01-31T12:00:00.000Z';

const FILES = {
  'a.py': 'x = 1\ny = 2\n',
  'lib/b.py': 'x = 1\r\n',
  'old.py': 'old\n',
  'from.py': 'moved\n',
  'keep.py': 'keep\n',
};
const CHANGES = [
  modify('a.py', FILES['a.py'], 'x = 1', 'x = 3'),
  modify('lib/b.py', FILES['lib/b.py'], '1', '2'),
  remove('old.py', FILES['old.py']),
  rename('from.py', 'deep/er/to.py', FILES['from.py']),
  create('tests/new/test_a.py', 'new\n', 0o755),
];

function apply(root: string, changes = CHANGES): ReturnType<typeof applyPlan> {
  return applyPlan({ root, plan: samplePlan(changes), run: { id: newRunId(new Date()), time: TIME }, errors: [] });
}

test('carries out every kind of change, and records it', async () => {
  await inScratch(FILES, async (root) => {
    chmodSync(path.join(root, 'keep.py'), 0o600);
    assert.deepEqual(await apply(root), { kind: 'done', files: 6, recovered: [] });
    assert.deepEqual(treeOf(root, ['.codex']), {
      'a.py': 'file 644 x = 3\ny = 2\n',
      deep: 'folder 755',
      'deep/er': 'folder 755',
      'deep/er/to.py': 'file 644 moved\n',
      'keep.py': 'file 600 keep\n',
      lib: 'folder 755',
      'lib/b.py': 'file 644 x = 2\r\n',
      tests: 'folder 755',
      'tests/new': 'folder 755',
      'tests/new/test_a.py': 'file 755 new\n',
    });
    assert.deepEqual(readdirSync(path.join(root, '.codex')).sort(), ['.gitignore', 'change_log.md', 'runs']);
    assert.equal(statSync(path.join(root, '.codex/runs')).mode & 0o777, 0o700);
    const log = readFileSync(path.join(root, '.codex/change_log.md'), 'utf8');
    assert.equal(log.match(/^<!-- end /gm)?.length, 5);
    assert.match(log, /^\+x = 3$/m);
  });
});

test('a second time, the plan is stale and nothing is written', async () => {
  await inScratch(FILES, async (root) => {
    await apply(root);
    const before = treeOf(root);
    const result = await apply(root);
    assert.equal(result.kind, 'refused');
    assert.deepEqual(treeOf(root), before);
  });
});

test('one stale file keeps all others as they are', async () => {
  await inScratch(FILES, async (root) => {
    writeFileSync(path.join(root, 'lib/b.py'), 'edited\n');
    const before = treeOf(root);
    const result = await apply(root);
    assert.deepEqual(result, {
      kind: 'refused',
      because: 'stale',
      stale: [{ path: 'lib/b.py', reason: 'content', message: 'its content has changed' }],
      recovered: [],
    });
    assert.deepEqual(treeOf(root, ['.codex']), before);
    assert.ok(!existsSync(path.join(root, '.codex/change_log.md')));
  });
});

test('a plan without changes writes nothing at all', async () => {
  await inScratch(FILES, async (root) => {
    assert.deepEqual(await apply(root, []), { kind: 'done', files: 0, recovered: [] });
    assert.deepEqual(Object.keys(treeOf(root)).sort(), Object.keys({ ...FILES, lib: '' }).sort());
  });
});
