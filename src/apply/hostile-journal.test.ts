import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { canonicalJson } from '../core/plan.js';
import { applied, reversalIn, reverse } from '../testing/reverse.js';
import { contentId } from '../testing/sample-plan.js';
import { SAMPLE_FILES, SAMPLE_PLAN } from '../testing/sample-run.js';
import { inScratch, treeOf } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import type { RunFile } from './run-file.js';

const test = suite('a journal that came with the repository');
process.umask(0o022);

const ID = '20250131T235959Z-1a2b3c4d';

/** A finished run with marks and hashes that fit, as an attacker would write it. */
function forge(root: string, run: Partial<RunFile> & Record<string, unknown>, images: readonly string[] = []): string {
  const folder = path.join(root, '.codex/runs', ID);
  mkdirSync(path.join(folder, 'before'), { recursive: true });
  const whole = {
    ...{ codemodRun: 1, id: ID, sequence: 1, kind: 'apply', of: null, time: '', tool: '', plan: null, codemods: [] },
    ...{ steps: [], folders: [], emptied: [], left: [] },
    ...run,
  };
  const [text, records] = [canonicalJson(whole), canonicalJson({ changes: [], errors: [] })];
  writeFileSync(path.join(folder, 'run.json'), text);
  writeFileSync(path.join(folder, 'records.json'), records);
  writeFileSync(path.join(folder, 'DONE'), canonicalJson({ sequence: 1, run: sha256(text), records: sha256(records) }));
  for (const [index, image] of images.entries()) writeFileSync(path.join(folder, 'before', String(index)), image);
  return folder;
}

function deletion(file: string, content = 'evil\n') {
  return {
    path: file,
    before: contentId(content, 0o755),
    after: null,
    was: { mode: 0o4755, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
  };
}

/** The code with which an undo is refused, planned or carried out, or `done`. */
async function undo(root: string): Promise<string> {
  try {
    const { conflicts } = await reversalIn(root, 'undo', ID);
    if (conflicts.length > 0) return `conflict: ${conflicts[0]?.reason}`;
    const result = await reverse(root, 'undo', ID);
    return result.kind === 'refused' ? `${result.because}` : result.kind;
  } catch (thrown) {
    assert.ok(thrown instanceof CodemodError, String(thrown));
    return thrown.code;
  }
}

/** Expects a refusal that leaves everything outside of the journal as it is. */
async function refuses(what: string, expected: string, scene: (root: string) => void): Promise<void> {
  await inScratch({ 'outside/a.py': 'x\n', 'repo/a.py': 'x\n' }, async (folder) => {
    const root = path.join(folder, 'repo');
    scene(root);
    const before = treeOf(folder, ['repo/.codex']);
    assert.equal(await undo(root), expected, what);
    assert.deepEqual(treeOf(folder, ['repo/.codex']), before, what);
  });
}

test('a forged run that is whole is undone inside of the root (control)', async () => {
  await inScratch({ 'a.py': 'x\n' }, async (root) => {
    forge(root, { steps: [deletion('back.py')] }, ['evil\n']);
    assert.equal(await undo(root), 'done');
    assert.equal(treeOf(root, ['.codex'])['back.py'], 'file 755 evil\n', 'without the set-id bit that the journal has');
  });
});

test('paths that lead out of the root, or into what is not ours, are refused', async () => {
  for (const file of [
    '../outside/new.py',
    '/new.py',
    'a/../../outside/new.py',
    '.git/hooks/pre-commit',
    '.codex/lock',
    '.GIT/config',
    '',
  ]) {
    await refuses(file, 'journal-damaged', (root) => forge(root, { steps: [deletion(file)] }, ['evil\n']));
  }
  for (const folders of [['../outside'], ['.git'], ['..']]) {
    await refuses(`folder ${folders}`, 'journal-damaged', (root) =>
      forge(root, { steps: [deletion('b.py')], folders }, ['evil\n']),
    );
    await refuses(`emptied ${folders}`, 'journal-damaged', (root) => forge(root, { steps: [], emptied: folders }));
  }
  await refuses('a path twice', 'journal-damaged', (root) =>
    forge(root, { steps: [deletion('b.py'), deletion('b.py')] }, ['evil\n', 'evil\n']),
  );
});

test('links are not followed: in the way, as the target, as the copy, as the run or as the journal', async () => {
  await refuses('a folder that is a link', 'conflict: unreachable', (root) => {
    symlinkSync('../outside', path.join(root, 'link'));
    forge(root, { steps: [deletion('link/new.py')] }, ['evil\n']);
  });
  await refuses('a target that is a link', 'conflict: symlink', (root) => {
    symlinkSync('../outside/a.py', path.join(root, 'link.py'));
    forge(root, { steps: [{ path: 'link.py', before: contentId('evil\n'), after: contentId('x\n'), was: null }] }, ['evil\n']);
  });
  await refuses('a copy that is a link', 'journal-damaged', (root) => {
    const folder = forge(root, { steps: [deletion('new.py', 'x\n')] });
    symlinkSync('../../../../../outside/a.py', path.join(folder, 'before/0'));
  });
  await refuses('copies behind a link', 'journal-damaged', (root) => {
    const folder = forge(root, { steps: [deletion('new.py', 'x\n')] });
    rmSync(path.join(folder, 'before'), { recursive: true });
    writeFileSync(path.join(root, '../outside/0'), 'x\n');
    symlinkSync('../../../../outside', path.join(folder, 'before'));
  });
  await refuses('a run that is a link', 'journal-damaged', (root) => {
    renameSync(forge(root, { steps: [deletion('new.py')] }, ['evil\n']), path.join(root, '../outside/run'));
    symlinkSync('../../../outside/run', path.join(root, '.codex/runs', ID));
  });
  await refuses('a journal that is a link', 'io-error', (root) => {
    forge(root, { steps: [deletion('new.py')] }, ['evil\n']);
    renameSync(path.join(root, '.codex/runs'), path.join(root, '../outside/runs'));
    symlinkSync('../../outside/runs', path.join(root, '.codex/runs'));
  });
});

test('copies without the promised bytes, and marks that do not fit, are refused', async () => {
  await refuses('other bytes', 'journal-damaged', (root) => forge(root, { steps: [deletion('new.py')] }, ['good\n']));
  await refuses('more bytes', 'journal-damaged', (root) => forge(root, { steps: [deletion('new.py')] }, ['evil\nand more\n']));
  await refuses('no copy', 'journal-damaged', (root) => forge(root, { steps: [deletion('new.py')] }));
  await refuses('a folder as copy', 'journal-damaged', (root) => {
    mkdirSync(path.join(forge(root, { steps: [deletion('new.py')] }), 'before/0'));
  });
  await refuses('a mark of another run', 'journal-damaged', (root) => {
    const folder = forge(root, { steps: [deletion('new.py')] }, ['evil\n']);
    writeFileSync(path.join(folder, 'run.json'), readFileSync(path.join(folder, 'run.json'), 'utf8').replace('new.py', 'own.py'));
  });
  for (const mark of ['', '{}', 'DONE', '{"sequence":1,"run":"x","records":"y"}']) {
    await refuses(`mark ${mark}`, 'journal-damaged', (root) => {
      writeFileSync(path.join(forge(root, { steps: [deletion('new.py')] }, ['evil\n']), 'DONE'), mark);
    });
  }
  await refuses('another name than its folder has', 'journal-damaged', (root) =>
    forge(root, { id: '20250131T235959Z-ffffffff', steps: [deletion('new.py')] }, ['evil\n']),
  );
  await refuses('an undo of nothing', 'journal-damaged', (root) =>
    forge(root, { kind: 'undo', steps: [deletion('new.py')] }, ['evil\n']),
  );
});

test('a plan that is not the one of its run is not believed', async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    const run = await applied(root, SAMPLE_PLAN.changes);
    const file = path.join(root, '.codex/runs', run, 'plan.json');
    const left = async (): Promise<string | undefined> =>
      (await reversalIn(root, 'undo')).conflicts.find((conflict) => conflict.path === 'a.py')?.bytesLeft?.toString();
    writeFileSync(path.join(root, 'a.py'), 'mine\n');
    assert.equal(await left(), 'x = 3\ny = 2\n');
    for (const damage of [
      '',
      '{',
      '[]',
      readFileSync(file, 'utf8').replaceAll('x = 3', 'x = 4'),
      '{"head":null,"changes":[{"kind":"modify"}]}',
    ]) {
      writeFileSync(file, damage);
      assert.equal(await left(), undefined, damage.slice(0, 40));
    }
    rmSync(file);
    assert.equal(await left(), undefined);
    assert.ok(existsSync(path.join(root, 'a.py')));
    chmodSync(path.join(root, 'a.py'), 0o644);
  });
});
