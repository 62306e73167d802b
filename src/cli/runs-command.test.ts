import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pico from 'picocolors';
import { gitRepository } from '../testing/git-repository.js';
import { applied, reverse } from '../testing/reverse.js';
import { runCli } from '../testing/run-cli.js';
import { modify } from '../testing/sample-plan.js';
import { treeOf } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { drawRuns } from './report/draw-runs.js';
import type { RunRow } from './report/run-rows.js';

const test = suite('codemod runs');
process.umask(0o022);

interface Report {
  readonly codemodReport: number;
  readonly command: string;
  readonly root: string;
  readonly runs: readonly RunRow[];
}

function runs(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = runCli(['runs', ...args], { cwd });
  assert.equal(status, 0, stderr);
  return { stdout, stderr };
}

function report(cwd: string): Report {
  return JSON.parse(runs(cwd, '--json').stdout) as Report;
}

/** Two applications, of which the first is undone, redone and undone in part. */
async function history(): Promise<{ readonly cwd: string; readonly first: string; readonly second: string }> {
  const cwd = gitRepository({ 'a.py': 'one\n', 'b.py': 'b\n' });
  const first = await applied(cwd, [modify('a.py', 'one\n', 'one', 'two'), modify('b.py', 'b\n', 'b', 'c')]);
  await reverse(cwd, 'undo');
  await reverse(cwd, 'redo');
  const second = await applied(cwd, [modify('a.py', 'two\n', 'two', 'three')]);
  await reverse(cwd, 'undo', first);
  return { cwd, first, second };
}

test('tells newest first when, what, how many files, by which plan, and what undid it', async () => {
  const { cwd, first, second } = await history();
  const { codemodReport, command, root, runs: rows } = report(cwd);
  assert.deepEqual([codemodReport, command, root], [1, 'runs', cwd]);
  const facts = rows.map((row) => (row.state === 'finished' ? [row.kind, row.files, row.of, row.standing, row.left] : []));
  assert.deepEqual(facts, [
    ['undo', 1, first, null, ['a.py']],
    ['apply', 1, null, 'applied', []],
    ['redo', 2, first, null, []],
    ['undo', 2, first, null, []],
    ['apply', 2, null, 'partly-undone', []],
  ]);
  const [undo2, of2, redo1, undo1, of1] = rows.map((row) => (row.state === 'finished' ? row : assert.fail()));
  assert.deepEqual([of2?.run, of1?.run], [second, first]);
  assert.deepEqual([of1?.undoneBy, undo1?.redoneBy, redo1?.undoneBy], [undo2?.run, redo1?.run, undo2?.run]);
  assert.match(of1?.plan ?? '', /^[0-9a-f]{64}$/);
  assert.deepEqual(of1?.codemods, [{ name: 'sample', version: '1.0.0' }]);
});

test('writes nothing, and is one line for each run in a pipe', async () => {
  const { cwd, first } = await history();
  const before = treeOf(cwd);
  const { stdout, stderr } = runs(cwd);
  assert.deepEqual(treeOf(cwd), before);
  const [head = '', ...lines] = stdout.trimEnd().split('\n');
  assert.match(head, /^run +time \(UTC\) +files {2}plan +what +state$/);
  assert.equal(lines.length, 5);
  assert.match(
    lines.at(-1) ?? '',
    new RegExp(`^${first} {2}\\S{10} \\S{8} {6}2 {2}[0-9a-f]{8} {2}apply sample .*undone in part by \\S+$`),
  );
  assert.match(stderr, /^To see what an undo would do: .* undo <run> --dry-run\n$/);
});

test('fits a terminal of 80 columns, whatever a journal says', () => {
  const row: RunRow = {
    state: 'finished',
    run: '20250131T235959Z-1a2b3c4d',
    kind: 'apply',
    of: null,
    time: '\u001b[31m',
    codemods: Array.from({ length: 14 }, (_, index) => ({ name: `a-rather-long-name-${index}\n\u001b[31m`, version: '1' })),
    files: 123,
    plan: 'f'.repeat(64),
    standing: 'partly-undone',
    undoneBy: '20250131T235959Z-1a2b3c4d',
    redoneBy: null,
    left: [],
  };
  const damaged: RunRow = { state: 'damaged', run: '20250131T235959Z-ffffffff', message: `bad\n${'word '.repeat(30)}` };
  const drawn = drawRuns(
    [row, damaged, { state: 'interrupted', run: '20250131T235959Z-eeeeeeee' }],
    80,
    pico.createColors(false),
  );
  assert.ok(
    drawn.split('\n').every((line) => line.length <= 80),
    drawn,
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
  assert.doesNotMatch(drawn, /\u001b/);
  assert.match(drawn, /^20250131T235959Z-1a2b3c4d {2}2025-01-31 23:59:59 UTC {2}123 files {2}plan f{8}\n {4}apply /);
  assert.match(drawn, /11 more/);
  assert.ok(drawRuns([row], Number.POSITIVE_INFINITY, pico.createColors(false)).split('\n').length === 3);
});

test('a run that is damaged is listed as such, and the others beside it', async () => {
  const { cwd, first, second } = await history();
  const at = (run: string, name = ''): string => path.join(cwd, '.codex/runs', run, name);
  appendFileSync(at(second, 'run.json'), 'x');
  for (const [index, name] of ['file', 'link', 'loop', 'empty-mark'].entries()) {
    const run = `2030013${index}T000000Z-aaaaaaa${index}`;
    if (name === 'file') writeFileSync(at(run), 'x');
    if (name === 'link') symlinkSync(at(first), at(run));
    if (name === 'loop') symlinkSync(run, at(run));
    if (name === 'empty-mark') {
      mkdirSync(at(run));
      writeFileSync(at(run, 'DONE'), '');
    }
  }
  const rows = report(cwd).runs;
  assert.ok(rows.slice(0, 4).every(({ state, run }) => state === 'damaged' && run.startsWith('2030')));
  const states = new Map(rows.map(({ run, state }) => [run, state]));
  assert.deepEqual([rows.length, states.get(second), states.get(first)], [9, 'damaged', 'finished']);
  const { stdout } = runs(cwd);
  assert.match(
    stdout,
    new RegExp(`^${second} .*damaged: The journal in \\.codex/runs/${second} is not what was committed\\.$`, 'm'),
  );
  const ofDamaged = runCli(['undo', second, '--dry-run'], { cwd });
  assert.equal(ofDamaged.status, 3);
  assert.match(ofDamaged.stderr, /journal-damaged: /);
  assert.equal(runCli(['undo', first, '--dry-run'], { cwd }).status, 3, 'the path that the damaged run changed has changed');
});

test('where there is none it says so, and points at the one in a folder above', async () => {
  const cwd = tempFolder();
  assert.deepEqual(runs(cwd), { stdout: '', stderr: `No run is in the journal of ${cwd}.\n` });
  assert.deepEqual(report(cwd).runs, []);
  writeFiles(cwd, { 'a.py': 'one\n', 'below/b.py': 'b\n' });
  await applied(cwd, [modify('a.py', 'one\n', 'one', 'two')]);
  const below = runs(path.join(cwd, 'below'));
  assert.match(below.stderr, /There is one in a folder above: \S.* runs \.\.\n$/);
  assert.equal(runs(path.join(cwd, 'below'), '..').stdout.split('\n').length, 3);
  rmSync(path.join(cwd, '.codex/runs'), { recursive: true });
  assert.equal(runs(cwd).stdout, '', 'control');
  assert.match(readFileSync(path.join(cwd, '.codex/change_log.md'), 'utf8'), /a\.py/);
});
