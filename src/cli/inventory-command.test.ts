import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { gitRepository, plainGit } from '../testing/git-repository.js';
import { skipLoudly } from '../testing/python.js';
import { runCli } from '../testing/run-cli.js';
import { treeOf } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('codemod inventory');

function inventory(cwd: string, ...args: readonly string[]) {
  return runCli(['inventory', ...args], { cwd });
}

test('writes, tells that nothing has changed, and that something has', () => {
  const cwd = gitRepository({ 'src/a.py': 'x = 1\n', 'b.md': '# b\n' });
  const first = inventory(path.join(cwd, 'src'));
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stderr, /^2 files, 10 bytes\. Written to \.\.\/\.codex\/inventory\.json\.\n$/);
  const before = treeOf(cwd, ['.git']);
  assert.match(inventory(cwd).stderr, /is up to date; nothing was written/);
  assert.deepEqual(treeOf(cwd, ['.git']), before);
  assert.equal(inventory(cwd, '--check').status, 0);
  writeFiles(cwd, { 'c.py': 'y\n' });
  plainGit(cwd, 'mv', 'b.md', 'docs.md');
  const check = inventory(cwd, '--check');
  assert.deepEqual([check.status, check.stdout], [1, '']);
  assert.match(check.stderr, /out of date\. To write it: \S.* inventory\n/);
  const diff = inventory(cwd, '--diff');
  assert.equal(diff.status, 0);
  assert.equal(diff.stdout, '+ added    c.py\n> moved    b.md -> docs.md\n');
  assert.equal(inventory(cwd, '--diff', '--check').status, 1);
  const { '.codex/inventory.json': standing } = treeOf(cwd, ['.git']);
  assert.equal(standing, before['.codex/inventory.json'], 'neither of them writes');
});

test('compares with a file, plain or as gzip, and says it in JSON', () => {
  const cwd = gitRepository({ 'a.py': 'x\n' });
  const old = tempFolder();
  inventory(cwd, '--output', path.join(old, 'old.json.gz'), '-q');
  assert.match(gunzipSync(readFileSync(path.join(old, 'old.json.gz'))).toString(), /"path":"a\.py"/);
  inventory(cwd, '--output', path.join(old, 'old.json'));
  assert.deepEqual(readdirSync(old), ['old.json', 'old.json.gz'], 'no staged file is left');
  assert.ok(!readdirSync(cwd).includes('.codex'), 'and the repository is as it was');
  writeFiles(cwd, { 'a.py': 'y\n' });
  for (const name of ['old.json', 'old.json.gz']) {
    const run = inventory(cwd, `--diff=${path.join(old, name)}`, '--json');
    const report = JSON.parse(run.stdout);
    assert.equal(run.stderr, '');
    assert.deepEqual(report.diff, { added: [], removed: [], changed: [{ path: 'a.py', fields: ['content'] }], moved: [] });
    assert.deepEqual([report.command, report.written, report.summary.files], ['inventory', null, 1]);
  }
});

test('prints itself, and a table', () => {
  const cwd = gitRepository({ 'a.py': 'x\n', 'qa/b.py': 'y\n' });
  const printed = inventory(cwd, '--output', '-', '--role', 'test=qa/**', '-q');
  const roles = JSON.parse(printed.stdout).entries.map((entry: { role: string }) => entry.role);
  assert.deepEqual([roles, printed.stderr], [['code', 'test'], '']);
  const { stdout } = inventory(cwd, '--stats');
  assert.equal(stdout, 'role  language  files  bytes\ncode  python        2      4\nall                 2      4\n');
});

test('a device and a pipe are written to, not replaced', async () => {
  const cwd = gitRepository({ 'a.py': '' });
  const folder = tempFolder();
  const [pipe, copy] = [path.join(folder, 'pipe'), path.join(folder, 'copy')];
  execFileSync('mkfifo', [pipe]);
  const reader = spawn('sh', ['-c', 'cat "$1" > "$2"', 'sh', pipe, copy]);
  const ended = new Promise((resolve) => reader.once('close', resolve));
  assert.equal(inventory(cwd, '--output', pipe).status, 0);
  await ended;
  assert.match(readFileSync(copy, 'utf8'), /"path":"a\.py"/);
  assert.equal(inventory(cwd, '--output', '/dev/null').status, 0);
  assert.ok(lstatSync('/dev/null').isCharacterDevice());
});

test('a file that it writes inside of the repository is not part of it', () => {
  const cwd = gitRepository({ 'a.py': '' });
  for (let round = 0; round < 2; round++) inventory(cwd, '--output', 'list.json');
  assert.doesNotMatch(readFileSync(path.join(cwd, 'list.json'), 'utf8'), /list\.json/);
});

test('a file that may not be read is an entry with an error, and the exit code is 4', () => {
  if (process.getuid?.() !== 0 && skipLoudly('unreadable files', 'root rights, to drop to another user')) return;
  const cwd = tempFolder();
  writeFiles(cwd, { 'a.py': 'x\n', 'b.py': 'y\n' });
  for (const name of ['.', 'a.py', 'b.py']) chownSync(path.join(cwd, name), 65_534, 65_534);
  chmodSync(path.join(cwd, 'b.py'), 0);
  const run = runCli(['inventory'], { cwd, uid: 65_534 });
  assert.equal(run.status, 4);
  assert.match(run.stderr, /Not read\n {2}b\.py {2}file-unreadable: it may not be read \(EACCES\)\n/);
  const { entries } = JSON.parse(readFileSync(path.join(cwd, '.codex/inventory.json'), 'utf8'));
  assert.deepEqual([entries[0].error, entries[1].error.code, entries[1].sha256], [undefined, 'file-unreadable', null]);
  chmodSync(path.join(cwd, 'b.py'), 0o644);
  assert.equal(runCli(['inventory'], { cwd, uid: 65_534 }).status, 0, 'the control: it may be read');
});

test('mistakes have their own message and code', () => {
  const cwd = gitRepository({ 'a.py': '' });
  writeFileSync(path.join(cwd, 'other.json'), '{"version": 1}');
  const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
    [['a.py'], 2, /a\.py is no folder/],
    [['nowhere'], 2, /nowhere does not exist/],
    [['--diff'], 2, /There is no inventory to compare with\. Write one: /],
    [['--diff=nowhere'], 2, /nowhere does not exist/],
    [['--diff', '.'], 2, /\. is a folder\. --diff takes an inventory's file/],
    [['--diff=other.json'], 2, /other\.json is not an inventory/],
    [['--output', '-', '--json'], 2, /--output - prints the inventory itself/],
    [['--output', 'x', '--check'], 2, /--output does not go with/],
    [['--check', '--keep', '1'], 2, /--keep is for a run that writes/],
    [['--keep', '-1'], 2, /whole number, 0 or above/],
    [['--role', 'tests=qa'], 2, /There is no role "tests"\. Did you mean "test"\?/],
    [['--role', 'qa'], 2, /Write a role as role=glob/],
    [['--role', 'test=*a*b*c*d*'], 2, /cannot be used/],
    [['--output', 'no/folder/x'], 4, /Cannot write no\/folder\/x: no such file or directory/],
  ];
  for (const [args, status, says] of cases) {
    const run = inventory(cwd, ...args);
    assert.equal(run.status, status, `${args.join(' ')}: ${run.stderr}`);
    assert.match(run.stderr, says);
  }
  assert.deepEqual(readdirSync(cwd).sort(), ['.git', 'a.py', 'other.json'], 'nothing was written');
  symlinkSync('/etc', path.join(cwd, '.codex'));
  assert.match(inventory(cwd).stderr, /Cannot open the folder \.codex/);
});
