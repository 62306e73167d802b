import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { watchedFileSystem } from '../testing/failing-file-system.js';
import { commitFiles, gitRepository, plainGit } from '../testing/git-repository.js';
import { repositoryToSetUp } from '../testing/recipe-kills.js';
import { applied, reverse } from '../testing/reverse.js';
import { type CliRun, runCli } from '../testing/run-cli.js';
import { create, modify, remove, rename } from '../testing/sample-plan.js';
import { SAMPLE_AFTER, SAMPLE_BEFORE, SAMPLE_FILES, SAMPLE_PLAN } from '../testing/sample-run.js';
import { treeOf } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('codemod undo and redo');
process.umask(0o022);

const BROKEN = 'def main():\n    sys.exit(1)\n';
const MENDED = `import sys\n\n${BROKEN}`;

function cli(cwd: string, ...args: readonly string[]): CliRun {
  return runCli(args, { cwd });
}

/** Runs a command that must end with 0. */
function ok(cwd: string, ...args: readonly string[]): CliRun {
  const run = cli(cwd, ...args);
  assert.equal(run.status, 0, `${args.join(' ')}: ${run.stderr}`);
  return run;
}

function refused(cwd: string, status: number, code: string, ...args: readonly string[]): string {
  const before = treeOf(cwd, ['.git']);
  const { status: found, stderr } = cli(cwd, ...args);
  assert.equal(found, status, stderr);
  assert.match(stderr, new RegExp(`${code}: .* explain ${code}`));
  assert.deepEqual(treeOf(cwd, ['.git']), before, 'nothing is written by what is refused');
  return stderr;
}

interface Report {
  readonly codemodReport: number;
  readonly command: string;
  readonly mode: string;
  readonly run: string | null;
  readonly root: string;
  readonly kind: string;
  readonly of: string;
  readonly refused: { readonly code: string; readonly message: string } | null;
  readonly changes: readonly { readonly kind: string; readonly path: string; readonly to?: string; readonly diff: string }[];
  readonly alreadySo: readonly string[];
  readonly conflicts: readonly {
    readonly path: string;
    readonly changedBy: { readonly run: string } | null;
    readonly diff: string;
  }[];
}

function json(cwd: string, ...args: readonly string[]): Report {
  const { stdout, stderr } = cli(cwd, ...args, '--json');
  assert.equal(stderr, '');
  return JSON.parse(stdout) as Report;
}

function lastRun(cwd: string): string {
  return JSON.parse(ok(cwd, 'runs', '--json').stdout).runs[0].run;
}

test('takes the last run back, byte for byte, in a repository and outside of one', () => {
  const files = { 'src/a.py': BROKEN, 'b.py': BROKEN.replaceAll('\n', '\r\n'), 'c.py': `\ufeff${BROKEN}` };
  for (const cwd of [gitRepository(files), tempFolder()]) {
    writeFiles(cwd, files);
    chmodSync(path.join(cwd, 'b.py'), 0o755);
    const before = treeOf(cwd, ['.git', '.codex']);
    ok(cwd, 'apply', 'cli-sys-import', '--allow-dirty');
    const after = treeOf(cwd, ['.git', '.codex']);
    assert.notDeepEqual(after, before);
    const undone = ok(cwd, 'undo');
    assert.deepEqual(treeOf(cwd, ['.git', '.codex']), before);
    assert.match(undone.stderr, /^Undone: run \S+\n/);
    assert.match(undone.stderr, /3 files put back\.\nRun \S+, recorded in \.codex\/\nTo take that back: .* redo \S+\n$/);
    ok(cwd, 'redo');
    assert.deepEqual(treeOf(cwd, ['.git', '.codex']), after);
    ok(cwd, 'undo');
    assert.deepEqual(treeOf(cwd, ['.git', '.codex']), before);
    assert.match(refused(cwd, 2, 'nothing-to-undo', 'undo'), /Every run in the journal is undone/);
  }
});

test('apply says how it is taken back, from wherever it was called', () => {
  const cwd = gitRepository({ 'src/a.py': BROKEN });
  const elsewhere = tempFolder();
  const takeBack = (folder: string, ...args: readonly string[]): readonly string[] =>
    /To take it back: (?:npx \S+) (.*)\n/.exec(ok(folder, 'apply', 'cli-sys-import', ...args).stderr)?.[1]?.split(' ') ?? [];
  for (const [folder, ...args] of [[cwd], [path.join(cwd, 'src')], [elsewhere, cwd]] as const) {
    const command = takeBack(folder, ...args);
    assert.equal(command.length, folder === elsewhere ? 3 : 2);
    ok(folder, ...command);
    assert.equal(readFileSync(path.join(cwd, 'src/a.py'), 'utf8'), BROKEN);
  }
});

test('the change log tells of it like of any run', () => {
  const cwd = gitRepository({ 'a.py': BROKEN });
  ok(cwd, 'apply', 'cli-sys-import');
  const of = lastRun(cwd);
  ok(cwd, 'undo');
  const entry = readFileSync(path.join(cwd, '.codex/change_log.md'), 'utf8').split('\n## ').at(-1) ?? '';
  assert.match(entry, /^\S+ \S+ UTC: modify `a\.py`\n/);
  assert.match(entry, new RegExp(`- Codemod: \`undo@.*\`[\\s\\S]*- Why:\n  - Undo of run \`${of}\``));
  const diff = /```diff\n([\s\S]*?)```/.exec(entry)?.[1] ?? '';
  writeFiles(cwd, { 'a.py': MENDED, '.git/undo.patch': diff });
  plainGit(cwd, 'apply', '.git/undo.patch');
  assert.equal(readFileSync(path.join(cwd, 'a.py'), 'utf8'), BROKEN, 'its diff is what was done');
});

test('a dry run prints the patch and writes nothing at all', () => {
  const cwd = gitRepository({ 'a.py': BROKEN, 'b c.py': BROKEN });
  ok(cwd, 'apply', 'cli-sys-import');
  const before = treeOf(cwd, ['.git']);
  const dry = ok(cwd, 'undo', '--dry-run');
  assert.deepEqual(treeOf(cwd, ['.git']), before);
  assert.match(dry.stderr, /Would undo: run .*Nothing was written\. To carry it out: .* undo \S+\n$/s);
  writeFileSync(path.join(cwd, '.git/undo.patch'), dry.stdout);
  plainGit(cwd, 'apply', '.git/undo.patch');
  assert.equal(readFileSync(path.join(cwd, 'b c.py'), 'utf8'), BROKEN);
  assert.equal(json(cwd, 'undo', '--dry-run').alreadySo.length, 2);
});

test('creations, deletions, renames, modes and folders go to and fro', async () => {
  const cwd = gitRepository(SAMPLE_FILES);
  const run = await applied(cwd, SAMPLE_PLAN.changes);
  const { changes } = json(cwd, 'undo', '--dry-run');
  assert.deepEqual(
    changes.map(({ kind, path: file, to }) => [kind, file, to ?? '']),
    [
      ['modify', 'a.py', ''],
      ['rename', 'deep/er/to.py', 'from.py'],
      ['modify', 'lib/b.py', ''],
      ['create', 'old.py', ''],
      ['delete', 'tests/new/test_a.py', ''],
    ],
  );
  const { stderr } = ok(cwd, 'undo', run);
  assert.match(stderr, /deep\/er\/to\.py {2}renamed back to from\.py\n.*\n {2}old\.py {2}made back\n/);
  assert.deepEqual(treeOf(cwd, ['.git', '.codex']), SAMPLE_BEFORE);
  ok(cwd, 'redo', run);
  assert.deepEqual(treeOf(cwd, ['.git', '.codex']), SAMPLE_AFTER);
  assert.equal(plainGit(cwd, 'status', '--porcelain', '--', 'keep.py'), '', 'what was not in the run is not touched');
});

test('what changed since is shown and refused, and left by --partial', () => {
  const cwd = gitRepository({ 'a.py': BROKEN, 'b.py': BROKEN });
  ok(cwd, 'apply', 'cli-sys-import');
  const of = lastRun(cwd);
  appendFileSync(path.join(cwd, 'a.py'), '# mine\n');
  for (const options of [[], ['--dry-run']]) {
    const stderr = refused(cwd, 3, 'undo-conflict', 'undo', ...options);
    assert.match(stderr, /^Changed since\n.*\n {2}a\.py {2}its content has changed\n--- a\/a\.py\n[\s\S]*^\+# mine$/m);
    assert.match(stderr, new RegExp(`To do the rest and leave it:\n  npx \\S+ undo ${of} --partial\n`));
  }
  const report = json(cwd, 'undo');
  assert.deepEqual([report.refused?.code, report.run, report.conflicts.length], ['undo-conflict', null, 1]);
  assert.match(report.refused?.message ?? '', /:\n {2}npx \S+ undo \S+ --partial$/);
  assert.match(report.conflicts[0]?.diff ?? '', /^\+# mine$/m);
  const dry = cli(cwd, 'undo', '--partial', '--dry-run');
  assert.equal(dry.status, 4);
  assert.doesNotMatch(dry.stdout, /mine|a\.py/, 'a conflict is no part of the patch');
  const partial = cli(cwd, 'undo', '--partial');
  assert.equal(partial.status, 4, 'a file was left');
  assert.match(partial.stderr, /1 file put back, 1 left because of changes since\.\n/);
  assert.equal(readFileSync(path.join(cwd, 'a.py'), 'utf8'), `${MENDED}# mine\n`);
  assert.equal(readFileSync(path.join(cwd, 'b.py'), 'utf8'), BROKEN);
  assert.match(ok(cwd, 'runs').stdout, /undone in part by/);
  assert.match(refused(cwd, 3, 'undo-conflict', 'undo', '--partial'), /There is nothing else to do of it/);
  ok(cwd, 'redo');
  assert.equal(readFileSync(path.join(cwd, 'b.py'), 'utf8'), MENDED);
});

test('a later run that changed a file is named, and after its undo the way is free', async () => {
  const cwd = gitRepository({ 'a.py': 'one\n', 'b.py': 'b\n' });
  const first = await applied(cwd, [modify('a.py', 'one\n', 'one', 'two'), modify('b.py', 'b\n', 'b', 'c')]);
  const second = await applied(cwd, [modify('a.py', 'two\n', 'two', 'three')]);
  const stderr = refused(cwd, 3, 'undo-conflict', 'undo', first);
  assert.match(stderr, new RegExp(`a\\.py: its content has changed; run ${second} changed it\n`));
  assert.match(stderr, new RegExp(`To take the later run back first:\n  npx \\S+ undo ${second}\n`));
  assert.equal(json(cwd, 'undo', first).conflicts[0]?.changedBy?.run, second);
  ok(cwd, 'undo', second);
  ok(cwd, 'undo', first);
  assert.equal(readFileSync(path.join(cwd, 'a.py'), 'utf8'), 'one\n');
});

test('an undo of an undo is a redo; a run is named by any beginning', async () => {
  const cwd = gitRepository({ 'a.py': 'one\n' });
  const first = await applied(cwd, [modify('a.py', 'one\n', 'one', 'two')]);
  const { run } = json(cwd, 'undo', first.slice(-8));
  assert.ok(run !== null);
  const redo = json(cwd, 'undo', run);
  assert.deepEqual([redo.command, redo.kind, redo.of], ['undo', 'redo', first]);
  assert.equal(readFileSync(path.join(cwd, 'a.py'), 'utf8'), 'two\n');
  assert.match(refused(cwd, 2, 'run-unknown', 'undo', 'zzzz'), new RegExp(`The journal has:\n  [^]*${first}`));
  assert.match(refused(cwd, 2, 'run-ambiguous', 'undo', '2'), /Write more of/);
  assert.match(refused(cwd, 2, 'nothing-to-redo', 'redo', first), /is not undone\. To undo it:\n {2}npx \S+ undo /);
});

test('works on the repository of a folder that is named, or of the current one', () => {
  const cwd = gitRepository({ 'src/a.py': BROKEN });
  const elsewhere = tempFolder();
  ok(cwd, 'apply', 'cli-sys-import');
  const of = lastRun(cwd);
  const back = path.relative(elsewhere, cwd);
  const dry = cli(elsewhere, 'undo', back, '--dry-run');
  assert.match(dry.stderr, new RegExp(`To carry it out: .* undo ${of} ${back}\n`));
  const part = cli(elsewhere, 'undo', of, path.join(back, 'src'));
  assert.deepEqual(
    [part.status, /src is a part of .* Name the whole:\n {2}npx \S+ undo \S+ \S+\n/.test(part.stderr)],
    [2, true],
    part.stderr,
  );
  assert.equal(cli(cwd, 'undo', './src/a.py').status, 2, 'a file alone is never undone, and neither is the rest instead');
  ok(elsewhere, 'undo', of, back);
  assert.equal(readFileSync(path.join(cwd, 'src/a.py'), 'utf8'), BROKEN);
  ok(path.join(cwd, 'src'), 'redo');
  assert.equal(readFileSync(path.join(cwd, 'src/a.py'), 'utf8'), MENDED);
  assert.equal(cli(elsewhere, 'undo', './missing').status, 2);
  assert.equal(existsSync(path.join(elsewhere, '.codex')), false);
});

test('needs no clean tree, and the next apply finds none dirty that holds what an undo wrote', () => {
  const cwd = gitRepository({ 'a.py': 'x = 1\n' });
  commitFiles(cwd, { 'a.py': 'x = 2\n' });
  writeFiles(cwd, { 'a.py': BROKEN });
  ok(cwd, 'apply', 'cli-sys-import', '--allow-dirty');
  ok(cwd, 'undo');
  assert.equal(readFileSync(path.join(cwd, 'a.py'), 'utf8'), BROKEN, 'uncommitted work is what it goes back to');
  ok(cwd, 'apply', 'cli-sys-import');
  appendFileSync(path.join(cwd, 'a.py'), '# mine\n');
  writeFiles(cwd, { 'a.py': `${BROKEN}# mine\n` });
  assert.equal(cli(cwd, 'apply', 'cli-sys-import').status, 3, 'what somebody else wrote is dirty (control)');
});

test('a run whose journal is gone is told from one that never was', () => {
  const cwd = gitRepository({ 'a.py': BROKEN });
  ok(cwd, 'apply', 'cli-sys-import');
  const run = lastRun(cwd);
  rmSync(path.join(cwd, '.codex/runs', run), { recursive: true });
  assert.match(refused(cwd, 2, 'run-pruned', 'undo', run), /the last 20 runs keep theirs\.\n.*git log/);
  assert.match(refused(cwd, 2, 'nothing-to-undo', 'undo'), /No run is in the journal here/);
});

test('files that cannot be written are refused before anything is', async () => {
  const cwd = gitRepository({ 'a.py': 'one\n', 'b.py': 'b\n' });
  await applied(cwd, [modify('a.py', 'one\n', 'one', 'two'), modify('b.py', 'b\n', 'b', 'c')]);
  plainGit(cwd, 'config', 'core.filemode', 'false');
  const { linkSync } = await import('node:fs');
  linkSync(path.join(cwd, 'a.py'), path.join(cwd, 'other name'));
  const stderr = refused(cwd, 3, 'write-refused', 'undo');
  assert.match(stderr, /a\.py: it has 2 names \(hard links\)[\s\S]*Make that possible, and run the command again\./);
});

test('a lock that is held, and a run that is at work, are told', () => {
  const cwd = gitRepository({ 'a.py': BROKEN });
  ok(cwd, 'apply', 'cli-sys-import');
  const lock = {
    pid: 1,
    host: 'elsewhere',
    bootId: null,
    pidNamespace: null,
    startTicks: null,
    started: '2025-01-31',
    nonce: 'x',
  };
  writeFileSync(path.join(cwd, '.codex/lock'), JSON.stringify(lock));
  assert.match(refused(cwd, 3, 'lock-held', 'undo'), /elsewhere/);
});

test('an interrupted run is finished or rolled back first; a dry run only says so', () => {
  const cwd = gitRepository({ 'a.py': BROKEN });
  ok(cwd, 'apply', 'cli-sys-import');
  const cutOff = path.join(cwd, '.codex/runs/20300131T000000Z-aaaaaaaa');
  mkdirSync(path.join(cutOff, 'before'), { recursive: true });
  const dry = ok(cwd, 'undo', '--dry-run');
  assert.match(dry.stderr, /^An earlier run was interrupted here/);
  assert.ok(existsSync(cutOff));
  assert.match(ok(cwd, 'runs').stdout, /^20300131T000000Z-aaaaaaaa .*interrupted, or at work$/m);
  assert.match(ok(cwd, 'undo').stderr, /^An earlier run, 20300131T000000Z-aaaaaaaa, had been interrupted\. It was rolled back/);
  assert.equal(existsSync(cutOff), false);
  assert.equal(readFileSync(path.join(cwd, 'a.py'), 'utf8'), BROKEN);
});

class Killed extends Error {}

/** An undo that a kill cuts off when it has come to a file. */
async function cutOffUndo(cwd: string, file: string): Promise<void> {
  let isDead = false;
  const fileSystem = watchedFileSystem(({ method, args }) => {
    isDead ||= method === 'rename' && String(args[1]).endsWith(file);
    if (isDead && method !== 'close') throw new Killed();
  });
  await reverse(cwd, 'undo', null, fileSystem);
  rmSync(path.join(cwd, '.codex/lock'), { force: true });
}

test('an undo that was cut off is finished by the same command, which goes no run too far', async () => {
  for (const named of [false, true]) {
    const cwd = gitRepository({ 'a.py': 'one\n', 'b.py': 'b\n' });
    await applied(cwd, [modify('a.py', 'one\n', 'one', 'two')]);
    const second = await applied(cwd, [modify('b.py', 'b\n', 'b', 'c')]);
    await cutOffUndo(cwd, '/b.py');
    assert.equal(readFileSync(path.join(cwd, 'b.py'), 'utf8'), 'c\n');
    const { stderr } = ok(cwd, 'undo', ...(named ? [second.slice(-8)] : []));
    assert.match(
      stderr,
      new RegExp(`It was finished \\(1 file\\)\\.\nThat was the undo of run ${second}, so nothing more was undone\\.\n$`),
    );
    assert.equal(readFileSync(path.join(cwd, 'b.py'), 'utf8'), 'b\n');
    assert.equal(readFileSync(path.join(cwd, 'a.py'), 'utf8'), 'two\n', 'the run before stays');
    ok(cwd, 'undo');
    assert.equal(readFileSync(path.join(cwd, 'a.py'), 'utf8'), 'one\n', 'until it is asked for');
  }
});

test('the run of a recipe goes back whole', () => {
  const cwd = repositoryToSetUp();
  const before = treeOf(cwd, ['.git']);
  ok(cwd, 'apply', 'fix-pack', '-q');
  const after = treeOf(cwd, ['.git', '.codex']);
  assert.notDeepEqual(after, before);
  assert.match(ok(cwd, 'runs').stdout, /apply (?:[\w-]+, ){2}/);
  ok(cwd, 'undo');
  assert.deepEqual(treeOf(cwd, ['.git', '.codex']), before);
  ok(cwd, 'redo');
  assert.deepEqual(treeOf(cwd, ['.git', '.codex']), after);
});

test('hostile names are shown, and a file that is no text is only said to differ', async () => {
  const cwd = tempFolder();
  const name = 'a\u202e\n\u001b[31m.bin';
  writeFiles(cwd, { [name]: 'x\0y', keep: '' });
  await applied(cwd, [remove(name, 'x\0y'), create('new\u001b]0;.py', 'x\n'), rename('keep', 'to `it`', '')]);
  const dry = ok(cwd, 'undo', '--dry-run');
  assert.match(dry.stdout, /Binary files \/dev\/null and .* differ/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
  assert.doesNotMatch(dry.stderr, /[\u001b\u202e]/);
  ok(cwd, 'undo');
  assert.deepEqual(readdirSync(cwd).sort(), ['.codex', name, 'keep'].sort());
  const log = readFileSync(path.join(cwd, '.codex/change_log.md'), 'utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  assert.doesNotMatch(log, /[\u001b\u202e]/);
});
