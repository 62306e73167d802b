import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Change } from '../core/change.js';
import { type Call, quickFileSystem, watchedFileSystem } from '../testing/failing-file-system.js';
import { writeFileAtomic } from '../testing/faults/write-file-atomic.js';
import { create, modify, remove, rename, samplePlan } from '../testing/sample-plan.js';
import { inScratch, treeOf } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { type ApplyOptions, applyPlan } from './apply-plan.js';
import type { ApplyResult } from './apply-result.js';
import { newRunId } from './run-id.js';

const test = suite('hostile targets');
process.umask(0o022);

const TEXT = 'x = 1\n';
const CHANGE = modify('a.py', TEXT, '1', '2');

async function apply(root: string, changes: readonly Change[], more: Partial<ApplyOptions> = {}): Promise<ApplyResult> {
  const run = { id: newRunId(new Date()), time: '2025-01-31T00:00:00.000Z' };
  return await applyPlan({ root, plan: samplePlan(changes), run, errors: [], fileSystem: quickFileSystem, ...more });
}

/** Sets a scene in `repo/`, and expects a refusal that names the path and leaves everything as it is, inside and outside. */
async function refuses(what: string, changes: readonly Change[], scene: (repo: string) => void, reason: string): Promise<void> {
  await inScratch({ 'outside/a.py': TEXT, 'repo/other.py': TEXT }, async (folder) => {
    const repo = path.join(folder, 'repo');
    scene(repo);
    const before = treeOf(folder, ['repo/.codex']);
    const result = await apply(repo, [...changes, modify('other.py', TEXT, '1', '2')]);
    assert.ok(result.kind === 'refused' && result.because === 'stale', `${what}: ${JSON.stringify(result)}`);
    assert.deepEqual(
      result.stale.map((stale) => stale.reason),
      [reason],
      what,
    );
    assert.deepEqual(treeOf(folder, ['repo/.codex']), before, what);
  });
}

test('a target that is not the planned regular file is refused, and nothing is written', async () => {
  const file = (name: string) => (repo: string) => writeFileSync(path.join(repo, name), TEXT);
  await refuses('symlink', [CHANGE], (repo) => symlinkSync('../outside/a.py', path.join(repo, 'a.py')), 'symlink');
  await refuses(
    'dangling symlink',
    [create('a.py', TEXT)],
    (repo) => symlinkSync('../outside/b.py', path.join(repo, 'a.py')),
    'symlink',
  );
  await refuses(
    'symlink to be deleted',
    [remove('a.py', TEXT)],
    (repo) => symlinkSync('../outside/a.py', path.join(repo, 'a.py')),
    'symlink',
  );
  await refuses('folder', [CHANGE], (repo) => mkdirSync(path.join(repo, 'a.py')), 'not-a-file');
  await refuses('pipe', [CHANGE], (repo) => assert.equal(spawnSync('mkfifo', [path.join(repo, 'a.py')]).status, 0), 'not-a-file');
  await refuses('gone', [CHANGE], () => undefined, 'gone');
  await refuses('gone, to be deleted', [remove('a.py', TEXT)], () => undefined, 'gone');
  await refuses('changed', [CHANGE], (repo) => writeFileSync(path.join(repo, 'a.py'), 'x = 5\n'), 'content');
  await refuses('of another size', [CHANGE], (repo) => writeFileSync(path.join(repo, 'a.py'), 'longer than planned'), 'content');
  await refuses('appeared', [create('a.py', 'new\n')], file('a.py'), 'appeared');
  await refuses(
    'new name appeared',
    [rename('a.py', 'b.py', TEXT)],
    (repo) => [file('a.py')(repo), file('b.py')(repo)],
    'appeared',
  );
  await refuses('planned twice', [remove('a.py', TEXT), CHANGE], file('a.py'), 'unsafe-path');
  const executable = (repo: string): void => [file('a.py')(repo), chmodSync(path.join(repo, 'a.py'), 0o755)][1];
  await refuses('other mode', [CHANGE], executable, 'mode');
  const linked = (repo: string): void => [file('a.py')(repo), linkSync(path.join(repo, 'a.py'), path.join(repo, 'b.py'))][1];
  await refuses('hard link', [CHANGE], linked, 'hard-link');
});

test('a folder that is a symlink is not gone through', async () => {
  const linked = (repo: string): void => symlinkSync('../outside', path.join(repo, 'lib'));
  for (const change of [
    modify('lib/a.py', TEXT, '1', '2'),
    create('lib/new.py', TEXT),
    remove('lib/a.py', TEXT),
    create('lib/deep/er.py', TEXT),
  ]) {
    await refuses(change.kind, [change], linked, 'unreachable');
  }
});

test('paths that lead out, into git or into the records are refused', async () => {
  for (const bad of [
    '../outside/new.py',
    '/tmp/codex-new.py',
    '.git/config',
    'sub/.GIT/hooks/x',
    '.codex/lock',
    'a/../../outside/b',
    './b.py',
  ]) {
    await refuses(bad, [create(bad, TEXT)], () => undefined, 'unsafe-path');
  }
});

test('a plain write would go through the symlink (control)', async () => {
  await inScratch({ 'outside.py': TEXT, 'repo/other.py': TEXT }, (folder) => {
    symlinkSync('../outside.py', path.join(folder, 'repo/a.py'));
    writeFileSync(path.join(folder, 'repo/a.py'), 'x = 2\n');
    assert.equal(readFileSync(path.join(folder, 'outside.py'), 'utf8'), 'x = 2\n');
  });
});

test('write-file-atomic goes through the symlink out of the root and says that all is well (control)', async () => {
  await inScratch({ 'outside.py': TEXT, 'repo/other.py': TEXT }, async (folder) => {
    symlinkSync('../outside.py', path.join(folder, 'repo/a.py'));
    await writeFileAtomic(path.join(folder, 'repo/a.py'), 'x = 2\n');
    assert.equal(readFileSync(path.join(folder, 'outside.py'), 'utf8'), 'x = 2\n');
  });
});

test('where it is allowed, a hard link is broken and the other name keeps its text', async () => {
  await inScratch({ 'a.py': TEXT }, async (root) => {
    linkSync(path.join(root, 'a.py'), path.join(root, 'b.py'));
    assert.equal((await apply(root, [CHANGE], { breakHardLinks: true })).kind, 'done');
    assert.equal(readFileSync(path.join(root, 'a.py'), 'utf8'), 'x = 2\n');
    assert.equal(readFileSync(path.join(root, 'b.py'), 'utf8'), TEXT);
  });
});

test('mode, set-id bits and owner stay, over a rename too', async () => {
  if (process.getuid?.() !== 0) return void console.log('SKIPPED keeping owners: run as root to run it');
  await inScratch({ 'a.py': TEXT, 'b.py': TEXT }, async (root) => {
    for (const name of ['a.py', 'b.py']) {
      chownSync(path.join(root, name), 12345, 54321);
      chmodSync(path.join(root, name), 0o4751);
    }
    const changes = [modify('a.py', TEXT, '1', '2', 0o751), rename('b.py', 'c.py', TEXT, 0o751)];
    assert.equal((await apply(root, changes)).kind, 'done');
    for (const name of ['a.py', 'c.py']) {
      const { mode, uid, gid } = statSync(path.join(root, name));
      assert.deepEqual([mode & 0o7777, uid, gid], [0o4751, 12345, 54321], name);
    }
  });
});

test('odd names are names', async () => {
  const names = [
    '-rf',
    'a b.py',
    'new\nline.py',
    'esc\u001b[31m.py',
    'é中😀.py',
    `${'n'.repeat(252)}.py`,
    '`x`.py',
    '<b>.md',
    'back\\slash.py',
  ];
  await inScratch(Object.fromEntries(names.map((name) => [name, TEXT])), async (root) => {
    const result = await apply(
      root,
      names.map((name) => modify(name, TEXT, '1', '2')),
    );
    assert.equal(result.kind, 'done', JSON.stringify(result));
    for (const name of names) assert.equal(readFileSync(path.join(root, name), 'utf8'), 'x = 2\n', name);
    const log = readFileSync(path.join(root, '.codex/change_log.md'), 'utf8');
    assert.equal(log.match(/^## /gm)?.length, names.length);
    assert.ok(!log.includes('\u001b'));
  });
});

test('a state folder or a record that is a symlink is refused', async () => {
  for (const name of [
    '.codex',
    '.codex/change_log.md',
    '.codex/errors.ndjson',
    '.codex/runs',
    '.codex/.gitignore',
    '.codex/lock',
  ]) {
    await inScratch({ 'repo/a.py': TEXT, 'outside/keep': '' }, async (folder) => {
      const repo = path.join(folder, 'repo');
      mkdirSync(path.dirname(path.join(repo, name)), { recursive: true });
      symlinkSync(path.join(folder, 'outside', name.includes('.md') ? 'log' : ''), path.join(repo, name));
      const before = treeOf(path.join(folder, 'outside'));
      const result = await apply(repo, [CHANGE]);
      assert.equal(result.kind === 'failed' && result.state, 'untouched', `${name}: ${JSON.stringify(result)}`);
      assert.equal(readFileSync(path.join(repo, 'a.py'), 'utf8'), TEXT);
      assert.deepEqual(treeOf(path.join(folder, 'outside')), before, name);
      assert.ok(lstatSync(path.join(repo, name)).isSymbolicLink());
    });
  }
});

const RACE = { 'a.py': TEXT, 'lib/b.py': TEXT, 'z.py': TEXT };
const RACE_CHANGES = ['a.py', 'lib/b.py', 'z.py'].map((name) => modify(name, TEXT, '1', '2'));

async function callsOfRace(): Promise<readonly Call[]> {
  const calls: Call[] = [];
  await inScratch(RACE, (root) => apply(root, RACE_CHANGES, { fileSystem: watchedFileSystem((call) => calls.push(call)) }));
  return calls;
}

test('an editor that saves in the middle is never overwritten, at whatever call', async () => {
  const calls = await callsOfRace();
  const counts: Record<string, number> = {};
  for (const { index, method, args } of calls) {
    await inScratch(RACE, async (root) => {
      const target = path.join(root, 'lib/b.py');
      const onCall = (call: Call): void => {
        if (call.index === index) writeFileSync(target, 'saved\n');
      };
      const result = await apply(root, RACE_CHANGES, { fileSystem: watchedFileSystem(onCall) });
      const label = `call ${index}, ${method} ${args.join(' ')}: ${JSON.stringify(result)}`;
      const isRename = method === 'rename' && String(args[1]).endsWith('/b.py');
      const others = ['a.py', 'z.py'].map((name) => readFileSync(path.join(root, name), 'utf8'));
      // Between the last look and the rename nothing can stand: POSIX has no rename that compares.
      if (isRename) assert.equal(readFileSync(target, 'utf8'), 'x = 2\n', label);
      else assert.equal(readFileSync(target, 'utf8'), 'saved\n', label);
      assert.notEqual(result.kind, 'failed', label);
      assert.deepEqual(others, result.kind === 'done' ? ['x = 2\n', 'x = 2\n'] : [TEXT, TEXT], label);
      counts[result.kind] = (counts[result.kind] ?? 0) + 1;
    });
  }
  console.log(`saves in the middle: ${JSON.stringify(counts)}`);
  assert.ok((counts['refused'] ?? 0) > 50 && (counts['done'] ?? 0) > 10);
});

test('a folder that becomes a symlink in the middle leads nowhere, at whatever call', async () => {
  for (const { index, method, args } of await callsOfRace()) {
    await inScratch(
      { 'outside/b.py': TEXT, ...Object.fromEntries(Object.entries(RACE).map(([name, text]) => [`repo/${name}`, text])) },
      async (folder) => {
        const repo = path.join(folder, 'repo');
        const onCall = (call: Call): void => {
          if (call.index !== index) return;
          renameSync(path.join(repo, 'lib'), path.join(repo, 'moved'));
          symlinkSync('../outside', path.join(repo, 'lib'));
        };
        const before = treeOf(path.join(folder, 'outside'));
        await apply(repo, RACE_CHANGES, { fileSystem: watchedFileSystem(onCall) });
        assert.deepEqual(treeOf(path.join(folder, 'outside')), before, `call ${index}, ${method} ${args.join(' ')}`);
      },
    );
  }
});

test('a stop before the commit point leaves everything as it was', async () => {
  const stages = (await callsOfRace()).filter(({ method }) => method === 'open');
  for (const { index } of stages.slice(0, 30)) {
    await inScratch(RACE, async (root) => {
      const stop = new AbortController();
      const onCall = (call: Call): void => {
        if (call.index === index) stop.abort();
      };
      const result = await apply(root, RACE_CHANGES, { fileSystem: watchedFileSystem(onCall), signal: stop.signal });
      assert.equal(result.kind === 'failed' && result.state, 'untouched', JSON.stringify(result));
      assert.deepEqual(Object.keys(treeOf(root, ['.codex'])), ['a.py', 'lib', 'lib/b.py', 'z.py']);
      assert.ok(!existsSync(path.join(root, '.codex/change_log.md')));
    });
  }
});

test('without descriptor paths, symlinks are refused all the same', async () => {
  await inScratch({ 'outside/a.py': TEXT, 'repo/lib/b.py': TEXT }, async (folder) => {
    const repo = path.join(folder, 'repo');
    const fileSystem = Object.assign(
      Object.create(null),
      watchedFileSystem(() => undefined),
      { hasDescriptorPaths: false },
    );
    assert.equal((await apply(repo, [modify('lib/b.py', TEXT, '1', '2')], { fileSystem })).kind, 'done');
    assert.equal(readFileSync(path.join(repo, 'lib/b.py'), 'utf8'), 'x = 2\n');
    symlinkSync('../outside', path.join(repo, 'link'));
    assert.equal((await apply(repo, [modify('link/a.py', TEXT, '1', '2')], { fileSystem })).kind, 'refused');
    unlinkSync(path.join(repo, 'link'));
    assert.equal(readFileSync(path.join(folder, 'outside/a.py'), 'utf8'), TEXT);
  });
});
