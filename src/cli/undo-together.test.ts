import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { reverseRun } from '../apply/reverse-run.js';
import { quickFileSystem } from '../testing/failing-file-system.js';
import { applied, reversalIn, reverse } from '../testing/reverse.js';
import { runCli, startCli } from '../testing/run-cli.js';
import { SAMPLE_AFTER, SAMPLE_BEFORE, SAMPLE_FILES, SAMPLE_PLAN } from '../testing/sample-run.js';
import { inScratch, treeOf } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';

const test = suite('undos at once, and undos that are stopped');
process.umask(0o022);

const RUN = { id: '20350131T235959Z-1a2b3c4d', time: '2035-01-31T23:59:59.000Z' };

test('of several undos of one run at once, one does it, and the others say why not', async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    const run = await applied(root, SAMPLE_PLAN.changes);
    const processes = Array.from({ length: 5 }, () => startCli(['undo', run, '-q'], { cwd: root }));
    const codes = await Promise.all(processes.map(async (child) => (await once(child, 'close'))[0]));
    assert.equal(codes.filter((code) => code === 0).length, 1, codes.join(' '));
    assert.ok(
      codes.every((code) => code === 0 || code === 2 || code === 3),
      codes.join(' '),
    );
    assert.deepEqual(treeOf(root, ['.codex']), SAMPLE_BEFORE);
    assert.equal(readFileSync(path.join(root, '.codex/change_log.md'), 'utf8').match(/ - Undo of run/g)?.length, 5);
  });
});

test('an undo that another one has overtaken since it was planned changes nothing', async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    await applied(root, SAMPLE_PLAN.changes);
    const planned = await reversalIn(root, 'undo');
    await reverse(root, 'undo');
    const result = await reverseRun({ root, reversal: planned, run: RUN, tool: '0', fileSystem: quickFileSystem });
    assert.ok(result.kind === 'refused' && result.because === 'stale');
    assert.deepEqual(treeOf(root, ['.codex']), SAMPLE_BEFORE);
  });
});

test('an undo that is asked to stop before its commit point leaves every file as it is', async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    await applied(root, SAMPLE_PLAN.changes);
    const reversal = await reversalIn(root, 'undo');
    const signal = AbortSignal.abort();
    const result = await reverseRun({ root, reversal, run: RUN, tool: '0', signal, fileSystem: quickFileSystem });
    assert.ok(result.kind === 'failed' && result.error.code === 'interrupted' && result.state === 'untouched');
    assert.deepEqual(treeOf(root, ['.codex']), SAMPLE_AFTER);
  });
});

test('Ctrl-C at any moment leaves all old or all new', async () => {
  const ends = new Set<string>();
  for (const moment of [0, 0.5, 0.8, 0.95, 20]) {
    await inScratch(SAMPLE_FILES, async (root) => {
      await applied(root, SAMPLE_PLAN.changes);
      const started = Date.now();
      runCli(['runs'], { cwd: root });
      const usual = Date.now() - started;
      const child = startCli(['undo', '-q'], { cwd: root });
      const timer = setTimeout(() => child.kill('SIGINT'), moment * usual);
      const [code] = await once(child, 'close');
      clearTimeout(timer);
      assert.ok(code === 130 || code === 0 || code === null, `exit ${code}`);
      const tree = JSON.stringify(treeOf(root, ['.codex']));
      const end = tree === JSON.stringify(SAMPLE_BEFORE) ? 'undone' : tree === JSON.stringify(SAMPLE_AFTER) ? 'as before' : tree;
      if (code === 0) assert.equal(end, 'undone');
      ends.add(end);
    });
  }
  assert.deepEqual([...ends].sort(), ['as before', 'undone'], 'the moments lie on both sides');
});
