import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { checkRecovered } from '../testing/fault-check.js';
import { skipLoudly } from '../testing/python.js';
import { SAMPLE_FILES } from '../testing/sample-run.js';
import { driver } from '../testing/scenario.js';
import { inScratch, treeOf } from '../testing/scratch-folder.js';
import { sideOf } from '../testing/side.js';
import { suite } from '../testing/suite.js';

const test = suite('permissions');
process.umask(0o022);

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** Gives everything to a user whom permissions bind; root they do not. */
function giveAway(root: string): void {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  for (const name of ['.', ...names]) chownSync(path.join(root, name), NOBODY, NOBODY);
}

/** What the sample plan comes to, carried out by that user. */
function applyAsNobody(root: string): Readonly<Record<string, unknown>> {
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const { stdout, stderr } = spawnSync(process.execPath, driver('apply', root), { ...user, encoding: 'utf8' });
  assert.notEqual(stdout, '', stderr);
  const result: unknown = JSON.parse(stdout);
  return Object.fromEntries(Object.entries(Object(result)));
}

interface Layout {
  readonly what: string;
  readonly modes: Readonly<Record<string, number>>;
  /** What the refusal or the failure says. */
  readonly says: RegExp;
}

const LAYOUTS: readonly Layout[] = [
  { what: 'a read-only file', modes: { 'a.py': 0o444 }, says: /a\.py.*(?:mode is 0444|cannot be written to)/ },
  {
    what: 'a read-only folder',
    modes: { lib: 0o555 },
    says: /"refused".*lib\/b\.py.*its folder cannot be written to: permission denied \(EACCES\)/,
  },
  { what: 'a folder that cannot be searched', modes: { lib: 0o600 }, says: /lib.*permission denied \(EACCES\)/ },
  { what: 'an unreadable folder', modes: { lib: 0o300 }, says: /lib.*permission denied \(EACCES\)/ },
  { what: 'an unreadable file', modes: { 'a.py': 0o200 }, says: /a\.py.*(?:permission denied|mode is)/ },
  { what: 'a read-only root', modes: { '.': 0o555 }, says: /\.codex.*permission denied \(EACCES\)/ },
];

test('what may not be written keeps the whole run from it, with path and cause', async () => {
  if (!isRoot && skipLoudly('permissions', 'root rights, to drop to another user')) return;
  for (const { what, modes, says } of LAYOUTS) {
    await inScratch(SAMPLE_FILES, async (root) => {
      giveAway(root);
      for (const [name, mode] of Object.entries(modes)) chmodSync(path.join(root, name), mode);
      const before = treeOf(root);
      const result = applyAsNobody(root);
      const told = JSON.stringify(result);
      assert.ok(result['kind'] === 'refused' || result['state'] === 'untouched', `${what}: ${told}`);
      assert.match(told, says, what);
      assert.deepEqual(treeOf(root, ['.codex']), before, what);
    });
  }
});

test('a folder that would have to take a new file, or a new folder for it, is looked at too', async () => {
  if (!isRoot && skipLoudly('permissions', 'root rights, to drop to another user')) return;
  await inScratch({ ...SAMPLE_FILES, 'tests/keep': '' }, async (root) => {
    giveAway(root);
    chmodSync(path.join(root, 'tests'), 0o555);
    const before = treeOf(root);
    const result = applyAsNobody(root);
    assert.equal(result['kind'], 'refused');
    assert.match(JSON.stringify(result), /tests\/new\/test_a\.py.*its folder cannot be written to: permission denied \(EACCES\)/);
    assert.deepEqual(treeOf(root, ['.codex']), before);
    chmodSync(path.join(root, 'tests'), 0o755);
    assert.equal(applyAsNobody(root)['kind'], 'done', 'control');
  });
});

test('a read-only state folder or record keeps the run from it as well', async () => {
  if (!isRoot && skipLoudly('permissions', 'root rights, to drop to another user')) return;
  for (const [name, mode] of [
    ['.codex', 0o555],
    ['.codex/runs', 0o500],
    ['.codex/change_log.md', 0o444],
    ['.codex/errors.ndjson', 0o444],
  ] as const) {
    await inScratch(
      { ...SAMPLE_FILES, '.codex/runs/keep': '', '.codex/change_log.md': '', '.codex/errors.ndjson': '' },
      async (root) => {
        giveAway(root);
        chmodSync(path.join(root, name), mode);
        const result = applyAsNobody(root);
        assert.equal(result['state'], 'untouched', `${name}: ${JSON.stringify(result)}`);
        assert.match(String(result['message']), /\.codex.*permission denied \(EACCES\)/);
        assert.equal(sideOf(root), 'before', name);
        chmodSync(path.join(root, name), name.endsWith('s') || name.endsWith('x') ? 0o755 : 0o644);
        assert.equal(applyAsNobody(root)['kind'], 'done');
      },
    );
  }
});

test('without any of this the same user gets it done (control)', async () => {
  if (!isRoot && skipLoudly('permissions', 'root rights, to drop to another user')) return;
  await inScratch(SAMPLE_FILES, async (root) => {
    giveAway(root);
    assert.equal(applyAsNobody(root)['kind'], 'done');
    assert.equal(await checkRecovered(root), 'after');
  });
});

test('an immutable file, which binds root too, is found before anything is written', async () => {
  await inScratch(SAMPLE_FILES, async (root) => {
    const target = path.join(root, 'lib/b.py');
    if (spawnSync('chattr', ['+i', target], { stdio: 'ignore' }).status !== 0) {
      return void console.log('SKIPPED immutable files: this user or file system has none');
    }
    try {
      const { stdout } = spawnSync(process.execPath, driver('apply', root), { encoding: 'utf8' });
      assert.match(stdout, /"reason":"read-only","message":"it cannot be written to: operation not permitted \(EPERM\)"/);
      assert.equal(sideOf(root), 'before');
    } finally {
      spawnSync('chattr', ['-i', target]);
    }
  });
});

test('a file system that is mounted read-only refuses, with its cause', async () => {
  if (!isRoot && skipLoudly('a read-only file system', 'root rights, to mount one')) return;
  await inScratch({ 'repo/keep': '' }, async (folder) => {
    const repo = path.join(folder, 'repo');
    if (spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', repo], { stdio: 'ignore' }).status !== 0)
      return void skipLoudly('a read-only file system', 'mount');
    try {
      await inScratch(SAMPLE_FILES, (source) => cpSync(source, repo, { recursive: true }));
      assert.equal(spawnSync('mount', ['-o', 'remount,ro', repo]).status, 0);
      const { stdout } = spawnSync(process.execPath, driver('apply', repo), { encoding: 'utf8' });
      assert.match(stdout, /read-only file system \(EROFS\)/);
      assert.equal(sideOf(repo), 'before');
    } finally {
      spawnSync('umount', [repo]);
    }
  });
});
