import assert from 'node:assert/strict';
import { create, modify, remove, rename, samplePlan } from '../../testing/sample-plan.js';
import { suite } from '../../testing/suite.js';
import type { Image, Images } from './images.js';
import { treeEdits } from './tree-edits.js';

const test = suite('edits of a tree');

function images(...files: readonly (readonly [path: string, text: string, mode?: number])[]): Images {
  return new Map(files.map(([path, text, mode = 0o644]): [string, Image] => [path, { bytes: Buffer.from(text), mode }]));
}

function failure(plan: ReturnType<typeof samplePlan>, of: Images): readonly [string, string] | null {
  const edits = treeEdits(plan, of);
  return edits.kind === 'failed' ? [edits.code, edits.path] : null;
}

test('tells what each kind of change writes, with the modes as they are', () => {
  const plan = samplePlan([
    modify('a.py', 'x = 1\r\n', '1', '2', 0o755),
    create('b/new.sh', 'echo\n', 0o755),
    remove('gone.py', 'old\n'),
    rename('here.py', 'there/it.py', 'moved\n', 0o755),
  ]);
  const of = images(['a.py', 'x = 1\r\n', 0o755], ['gone.py', 'old\n'], ['here.py', 'moved\n', 0o755]);
  assert.deepEqual(treeEdits(plan, of), {
    kind: 'edits',
    edits: [
      { path: 'a.py', content: Buffer.from('x = 2\r\n'), mode: 0o755 },
      { path: 'b/new.sh', content: Buffer.from('echo\n'), mode: 0o755 },
      { path: 'gone.py', content: null, mode: 0o644 },
      { path: 'here.py', content: null, mode: 0o755 },
      { path: 'there/it.py', content: Buffer.from('moved\n'), mode: 0o755 },
    ],
  });
});

test('is stale where a file is another one, is missing, or has another mode', () => {
  const change = modify('a.py', 'x = 1\n', '1', '2');
  for (const of of [images(), images(['a.py', 'x = 3\n']), images(['a.py', 'x = 1\n', 0o755])]) {
    assert.deepEqual(failure(samplePlan([change]), of), ['stale-plan', 'a.py']);
  }
  assert.deepEqual(failure(samplePlan([remove('a.py', 'x\n')]), images(['a.py', 'y\n'])), ['stale-plan', 'a.py']);
  assert.equal(failure(samplePlan([change]), images(['a.py', 'x = 1\n'])), null, 'control');
});

test('refuses what would be written through .git, out of the tree, or over another change', () => {
  for (const path of [
    '.git/config',
    'a/.GIT/hooks/x',
    'a/../../x',
    '/etc/passwd',
    'git~1/x',
    '.g\u200cit/x',
    '.codex/runs/x',
    'a//b',
  ]) {
    assert.equal(failure(samplePlan([create(path, 'x')]), images())?.[0], 'write-refused', path);
    assert.equal(failure(samplePlan([rename('a.py', path, 'x')]), images(['a.py', 'x']))?.[0], 'write-refused', path);
  }
  assert.equal(failure(samplePlan([create('a', 'x'), create('a/b', 'y')]), images())?.[0], 'write-refused');
  assert.equal(failure(samplePlan([create('a', 'x'), create('a', 'y')]), images())?.[0], 'write-refused');
  assert.equal(failure(samplePlan([remove('a', 'x'), create('a/b', 'y')]), images(['a', 'x'])), null, 'a folder takes its place');
});

test('refuses a plan that promises other content than it makes', () => {
  const change = modify('a.py', 'x = 1\n', '1', '2');
  const lying = { ...change, after: { ...change.after, sha256: '0'.repeat(64) } };
  assert.deepEqual(failure(samplePlan([lying]), images(['a.py', 'x = 1\n'])), ['plan-inconsistent', 'a.py']);
});

test('writes an inventory where the plan names its step, and only there', () => {
  const change = { ...create('.codex/inventory.json', '{}'), codemod: 'inventory' };
  const plan = samplePlan([change]);
  const named = { ...plan, codemods: [...plan.codemods, { name: 'inventory', version: '1', params: {} }] };
  assert.equal(failure(named, images()), null);
  assert.equal(failure(plan, images())?.[0], 'write-refused');
  assert.equal(failure({ ...named, changes: [create('.codex/inventory.json', '{}')] }, images())?.[0], 'write-refused');
  assert.equal(failure({ ...named, changes: [{ ...change, path: '.codex/lock' }] }, images())?.[0], 'write-refused');
});
