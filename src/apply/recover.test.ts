import assert from 'node:assert/strict';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { watchedFileSystem } from '../testing/failing-file-system.js';
import { checkRecovered } from '../testing/fault-check.js';
import { create, modify, samplePlan } from '../testing/sample-plan.js';
import { SAMPLE_FILES, SAMPLE_PLAN } from '../testing/sample-run.js';
import { inScratch, treeOf } from '../testing/scratch-folder.js';
import { sideOf } from '../testing/side.js';
import { suite } from '../testing/suite.js';
import { applyPlan } from './apply-plan.js';
import { recover } from './recover.js';
import { newRunId } from './run-id.js';

const test = suite('recover');
process.umask(0o022);

class Killed extends Error {}

/** Leaves a run as a kill would have at a given moment: from then on no call does anything. */
async function interrupt(root: string, isMoment: (method: string, args: readonly unknown[]) => boolean): Promise<string> {
  let isDead = false;
  const fileSystem = watchedFileSystem(({ method, args }) => {
    isDead ||= isMoment(method, args);
    if (isDead && method !== 'close') throw new Killed();
  });
  await applyPlan({
    root,
    plan: SAMPLE_PLAN,
    run: { id: newRunId(new Date()), time: '2025-01-31T00:00:00Z' },
    errors: [],
    fileSystem,
  });
  rmSync(path.join(root, '.codex/lock'), { force: true });
  const [run, ...others] = readdirSync(path.join(root, '.codex/runs'));
  assert.ok(run !== undefined && others.length === 0);
  return run;
}

const beforeCommit = (method: string, args: readonly unknown[]): boolean =>
  method === 'rename' && String(args[1]).endsWith('/COMMIT');
const amidRenames = (method: string, args: readonly unknown[]): boolean =>
  method === 'rename' && String(args[1]).endsWith('/b.py');

test('where nothing is left, nothing is written and no lock is taken', async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    const before = treeOf(root);
    assert.deepEqual(await recover({ root }), { kind: 'recovered', runs: [] });
    assert.deepEqual(treeOf(root), before);
    await applyPlan({ root, plan: SAMPLE_PLAN, run: { id: newRunId(new Date()), time: '2025-01-31' }, errors: [] });
    chmodSync(path.join(root, '.codex'), 0o555);
    const after = treeOf(root);
    assert.deepEqual(await recover({ root }), { kind: 'recovered', runs: [] });
    assert.deepEqual(treeOf(root), after);
  });
});

test('rolls back what was not committed, and finishes what was', async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    const run = await interrupt(root, beforeCommit);
    assert.equal(sideOf(root), 'mixed', 'staged files are there');
    assert.deepEqual(await recover({ root }), { kind: 'recovered', runs: [{ run, action: 'rolled-back', files: 0 }] });
    assert.equal(sideOf(root), 'before');
  });
  await inScratch(SAMPLE_FILES, async (root) => {
    const run = await interrupt(root, amidRenames);
    assert.equal(sideOf(root), 'mixed');
    assert.deepEqual(await recover({ root }), { kind: 'recovered', runs: [{ run, action: 'finished', files: 6 }] });
    assert.equal(await checkRecovered(root), 'after');
  });
});

test('applying recovers first, and says so', async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    const run = await interrupt(root, amidRenames);
    const plan = samplePlan([modify('keep.py', 'keep\n', 'keep', 'kept')]);
    const result = await applyPlan({ root, plan, run: { id: newRunId(new Date()), time: '2025-01-31' }, errors: [] });
    assert.deepEqual(result, { kind: 'done', files: 1, recovered: [{ run, action: 'finished', files: 6 }] });
  });
});

test('a file that somebody else changed stops it: named, with both contents kept, and nothing is touched', async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    const run = await interrupt(root, amidRenames);
    writeFileSync(path.join(root, 'lib/b.py'), 'mine\n');
    const before = treeOf(root, ['.codex']);
    const report = await recover({ root });
    assert.ok(report.kind === 'stopped' && report.run === run);
    const [conflict, ...others] = report.conflicts;
    assert.ok(conflict !== undefined && others.length === 0);
    assert.deepEqual([conflict.path, conflict.reason], ['lib/b.py', 'content']);
    assert.equal(readFileSync(path.join(root, conflict.old ?? ''), 'utf8'), SAMPLE_FILES['lib/b.py']);
    assert.equal(readFileSync(path.join(root, conflict.new ?? ''), 'utf8'), 'x = 2\r\n');
    assert.deepEqual(treeOf(root, ['.codex']), before);
    const next = await applyPlan({ root, plan: SAMPLE_PLAN, run: { id: newRunId(new Date()), time: '2025-01-31' }, errors: [] });
    assert.ok(next.kind === 'refused' && next.because === 'recovery-stopped');
    writeFileSync(path.join(root, 'lib/b.py'), SAMPLE_FILES['lib/b.py']);
    assert.equal(await checkRecovered(root), 'after');
  });
});

test('a folder that was removed since is no obstacle where its file was to go', async () => {
  const files = { 'gone/old.py': 'old\n', 'a.py': 'x = 1\n' };
  await inScratch(files, async (root) => {
    const change = { kind: 'delete', path: 'gone/old.py', codemod: 'sample', version: '1.0.0', reason: 'r' } as const;
    const before = modify('gone/old.py', 'old\n', 'old', 'x').before;
    const plan = samplePlan([{ ...change, before }, modify('a.py', 'x = 1\n', '1', '2')]);
    let isDead = false;
    const fileSystem = watchedFileSystem(({ method, args }) => {
      isDead ||= method === 'append' || (method === 'open' && String(args[0]).includes('change_log'));
      if (isDead && method !== 'close') throw new Killed();
    });
    await applyPlan({ root, plan, run: { id: newRunId(new Date()), time: '2025-01-31' }, errors: [], fileSystem });
    rmSync(path.join(root, '.codex/lock'), { force: true });
    rmSync(path.join(root, 'gone'), { recursive: true });
    const report = await recover({ root });
    assert.equal(report.kind === 'recovered' && report.runs[0]?.action, 'finished', JSON.stringify(report));
  });
});

test('a committed run whose staged files were cleaned away is rolled back', async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    const run = await interrupt(root, amidRenames);
    for (const name of readdirSync(path.join(root, 'lib'))) if (name.startsWith('.codex-')) rmSync(path.join(root, 'lib', name));
    assert.deepEqual(await recover({ root }), { kind: 'recovered', runs: [{ run, action: 'rolled-back', files: 6 }] });
    assert.equal(sideOf(root), 'before');
    assert.equal(await checkRecovered(root), 'before');
  });
});

test('a folder that became a symlink since is not followed to clean up', async () => {
  await inScratch({ 'outside/keep': '' }, async (folder) => {
    const root = path.join(folder, 'repo');
    await inScratch(SAMPLE_FILES, (source) => cpSync(source, root, { recursive: true }));
    const run = await interrupt(root, beforeCommit);
    writeFileSync(path.join(folder, 'outside', `.codex-${run}-3`), '');
    rmSync(path.join(root, 'lib'), { recursive: true });
    symlinkSync('../outside', path.join(root, 'lib'));
    assert.equal((await recover({ root })).kind, 'recovered');
    assert.deepEqual(readdirSync(path.join(folder, 'outside')).length, 2);
  });
});

test("a finished run that is damaged stands in nobody's way", async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    const apply = (plan = SAMPLE_PLAN) =>
      applyPlan({ root, plan, run: { id: newRunId(new Date()), time: '2025-01-31' }, errors: [] });
    assert.equal((await apply()).kind, 'done');
    const [run = ''] = readdirSync(path.join(root, '.codex/runs'));
    for (const name of ['DONE', 'run.json', 'records.json']) writeFileSync(path.join(root, '.codex/runs', run, name), 'x');
    assert.equal((await apply(samplePlan([modify('keep.py', 'keep\n', 'keep', 'kept')]))).kind, 'done');
  });
});

/** Cuts and flips. */
function damages(content: Buffer): readonly Buffer[] {
  const cuts = [0, 1, content.length >> 1, content.length - 2].map((length) => content.subarray(0, length));
  const flips = [0, 7, content.length >> 2, content.length >> 1, content.length - 3].map((at) => {
    const copy = Buffer.from(content);
    copy[at] = (copy[at] ?? 0) ^ 0x10;
    return copy;
  });
  return [...cuts, ...flips];
}

test('a damaged journal is told, and no file is changed by it', async () => {
  for (const name of ['run.json', 'records.json', 'COMMIT']) {
    await inScratch(SAMPLE_FILES, async (root) => {
      const run = await interrupt(root, amidRenames);
      const file = path.join(root, '.codex/runs', run, name);
      const whole = readFileSync(file);
      const before = treeOf(root, ['.codex']);
      for (const damaged of damages(whole)) {
        writeFileSync(file, damaged);
        const report = await recover({ root });
        assert.ok(report.kind === 'failed', `${name}: ${damaged}`);
        assert.equal(report.error.code, 'journal-damaged');
        assert.deepEqual(treeOf(root, ['.codex']), before);
      }
      writeFileSync(file, whole);
      assert.equal(await checkRecovered(root), 'after');
    });
  }
});

test('a run that was not committed goes, however damaged', async () => {
  for (const content of ['', '{', '[]', '{"codemodRun":1}', '\0\xff']) {
    await inScratch(SAMPLE_FILES, async (root) => {
      const folder = path.join(root, '.codex/runs', newRunId(new Date()));
      mkdirSync(path.join(folder, 'before'), { recursive: true });
      writeFileSync(path.join(folder, 'run.json'), content);
      assert.equal((await recover({ root })).kind, 'recovered');
      assert.deepEqual(readdirSync(path.join(root, '.codex/runs')), []);
    });
  }
});

test('a journal that came with the repository cannot reach out of it', async () => {
  await inScratch({ 'outside.py': 'x\n', 'repo/a.py': 'x\n' }, async (folder) => {
    const root = path.join(folder, 'repo');
    const id = newRunId(new Date());
    const step = { path: '../outside.py', before: null, after: null, was: null };
    const run = {
      codemodRun: 1,
      id,
      sequence: 1,
      kind: 'apply',
      of: null,
      time: '',
      tool: '',
      plan: null,
      codemods: [],
      folders: [],
    };
    mkdirSync(path.join(root, '.codex/runs', id, 'before'), { recursive: true });
    for (const evil of [
      { steps: [step], emptied: [] },
      { steps: [], emptied: ['../..'] },
      { steps: [], emptied: ['.git'] },
    ]) {
      writeFileSync(path.join(root, '.codex/runs', id, 'run.json'), JSON.stringify({ ...run, ...evil }));
      await recover({ root });
      assert.ok(existsSync(path.join(folder, 'outside.py')));
      mkdirSync(path.join(root, '.codex/runs', id, 'before'), { recursive: true });
    }
  });
});

test('an interrupted clean-up is finished', async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    const run = await interrupt(root, beforeCommit);
    renameSync(path.join(root, '.codex/runs', run), path.join(root, '.codex/runs', `.trash-${run}`));
    assert.equal((await recover({ root })).kind, 'recovered');
    assert.deepEqual(readdirSync(path.join(root, '.codex/runs')), []);
  });
});

test('the last twenty runs are kept, whatever the clock says', async () => {
  await inScratch({ 'a.py': '0\n' }, async (root) => {
    const ids: string[] = [];
    for (let number = 0; number < 23; number++) {
      const id = newRunId(new Date(Date.UTC(2030 - number, 0, 1)));
      ids.push(id);
      const plan = samplePlan([modify('a.py', `${number}\n`, String(number), String(number + 1)), create(`new${number}.py`, '')]);
      assert.equal((await applyPlan({ root, plan, run: { id, time: '2025-01-31' }, errors: [] })).kind, 'done');
    }
    assert.deepEqual(readdirSync(path.join(root, '.codex/runs')).sort(), ids.slice(3).sort());
  });
});
