import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { quickFileSystem } from '../testing/failing-file-system.js';
import { SAMPLE_FILES, SAMPLE_PLAN } from '../testing/sample-run.js';
import { inScratch, treeOf } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { applyPlan } from './apply-plan.js';
import { executeRun } from './execute-run.js';
import { parseRunFile, type RunFile } from './run-file.js';
import { newRunId } from './run-id.js';

const test = suite('the format of a run');
process.umask(0o022);

function readRun(root: string, id: string): RunFile {
  return parseRunFile(readFileSync(path.join(root, '.codex/runs', id, 'run.json'), 'utf8'));
}

/** The opposite of a run, made of nothing but its folder in the journal. */
async function reverse(root: string, last: string, of: string, kind: 'undo' | 'redo'): Promise<string> {
  const run = readRun(root, last);
  const id = newRunId(new Date());
  const image = (index: number) => () => readFileSync(path.join(root, '.codex/runs', last, 'before', String(index)));
  const steps = run.steps.map(({ path: file, before, after }, index) => ({
    path: file,
    before: after,
    after: before,
    like: null,
    formerOwner: null,
    content: image(index),
  }));
  const result = await executeRun({
    root,
    fileSystem: quickFileSystem,
    breakHardLinks: false,
    signal: null,
    description: { id, time: '2025-01-31', kind, of, tool: run.tool, plan: run.plan, codemods: [] },
    planText: null,
    steps,
    emptied: run.folders.toReversed(),
    left: [],
    entries: () => [],
    errors: [],
    decisions: [],
  });
  assert.equal(result.kind, 'done', JSON.stringify(result));
  return id;
}

test('holds all that an undo, and its undo, need', async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    chmodSync(path.join(root, 'keep.py'), 0o640);
    const before = treeOf(root);
    const first = newRunId(new Date());
    await applyPlan({ root, plan: SAMPLE_PLAN, run: { id: first, time: '2025-01-31' }, errors: [], fileSystem: quickFileSystem });
    const after = treeOf(root, ['.codex']);
    const second = await reverse(root, first, first, 'undo');
    assert.deepEqual(treeOf(root, ['.codex']), before, 'bytes, modes, and no folder left over');
    const third = await reverse(root, second, first, 'redo');
    assert.deepEqual(treeOf(root, ['.codex']), after);
    const runs = readdirSync(path.join(root, '.codex/runs')).map((id) => readRun(root, id));
    assert.deepEqual(
      runs.sort((a, b) => a.sequence - b.sequence).map(({ id, kind, of }) => [id, kind, of]),
      [
        [first, 'apply', null],
        [second, 'undo', first],
        [third, 'redo', first],
      ],
    );
  });
});
