import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCases, readFiles } from '../../src/testing/fixture-case.js';
import { hasPython, type PythonRun, python3, skipLoudly } from '../../src/testing/python.js';
import { type Files, runOn } from '../../src/testing/run-on.js';
import { suite } from '../../src/testing/suite.js';
import { tempFolder, writeFiles } from '../../src/testing/temp-folder.js';

const test = suite('the click command line at work');

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const PACKAGE = { 'src/acme/__init__.py': '"""Acme."""\n' };
/** `import pytest, click`: a python3 that has both. */
const PYTEST_AND_CLICK = 'pytest, click';

/** The files after the given codemods, one after the other. */
async function after(input: Files, ...codemods: readonly string[]): Promise<Files> {
  let files = input;
  for (const codemod of codemods) files = Object.fromEntries((await runOn(codemod, files)).files);
  return files;
}

async function folderAfter(input: Files, ...codemods: readonly string[]): Promise<string> {
  const folder = tempFolder();
  writeFiles(folder, await after(input, ...codemods));
  return folder;
}

function pytest(folder: string, ...args: readonly string[]): PythonRun {
  const all = ['-W', 'error', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests/test_cli_tasks', ...args];
  return python3(all, { cwd: folder, module: PYTEST_AND_CLICK });
}

function cli(
  folder: string,
  args: readonly string[],
  input = '',
): PythonRun & { readonly log: readonly Record<string, unknown>[] } {
  const run = python3(['-m', 'acme.cli', ...args], { cwd: path.join(folder, 'src'), module: 'click', input });
  const lines = run.stderr.split('\n').filter((line) => line.startsWith('{'));
  return { ...run, log: lines.map((line): Record<string, unknown> => JSON.parse(line)) };
}

test('a new command line: its tests pass, and mypy --strict finds nothing', async () => {
  const needs = [PYTEST_AND_CLICK, 'mypy, click'];
  if (!needs.every(hasPython) && skipLoudly('the tests of the command line', 'python3 with pytest, click and mypy')) return;
  const folder = await folderAfter(PACKAGE, 'ingestion-scaffold', 'click-cli');
  const tests = pytest(folder);
  assert.match(tests.stdout, /^43 passed/m, tests.stdout + tests.stderr);
  const types = python3(['-m', 'mypy', '--strict', '--cache-dir', '/dev/null', 'src'], { cwd: folder, module: 'mypy, click' });
  assert.equal(types.status, 0, types.stdout + types.stderr);
});

test('every task and a bad one', async () => {
  if (!hasPython('click') && skipLoudly('the tasks of the command line', 'python3 with click')) return;
  const folder = await folderAfter(PACKAGE, 'ingestion-scaffold', 'click-cli');
  writeFiles(folder, { 'data/a.csv': 'x\n1\n2\n', 'data/bad/syntax.py': 'if\n' });
  python3(['-c', 'import sqlite3; sqlite3.connect("pool.db").execute("CREATE TABLE t (x)")'], { cwd: folder });

  const ingest = cli(folder, ['ingest', '../data/a.csv', '--output', '-']);
  assert.equal(ingest.stdout.split('\n')[0], '{"source": "../data/a.csv", "line": 2, "data": {"x": "1"}}');
  const counted = cli(folder, ['ingest', '-'], '{"x": 1}\n');
  assert.equal(counted.stdout, '{"records": 1, "bad_lines": 0}\n');
  const inventory = cli(folder, ['inventory', '../data']);
  assert.deepEqual(
    inventory.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).path),
    ['a.csv', 'bad/syntax.py'],
  );
  const pool = cli(folder, ['pool-check', '../pool.db']);
  const verify = cli(folder, ['verify']);
  assert.deepEqual(JSON.parse(verify.stdout).problems, []);
  for (const run of [ingest, counted, inventory, pool, verify]) {
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(
      run.log.map(({ event }) => event),
      ['task_start', 'task_end'],
    );
    assert.equal(run.log[1]?.['outcome'], 'ok');
    assert.equal(run.stderr.trim().split('\n').length, 2);
  }

  const problems = cli(folder, ['verify', '../data/bad']);
  assert.deepEqual([problems.status, problems.log[1]?.['outcome']], [3, 'problems']);
  const failed = cli(folder, ['pool-check', '../no-such.db']);
  assert.deepEqual([failed.status, failed.log[1]?.['outcome']], [1, 'failed']);
  assert.match(JSON.stringify(failed.log[1]?.['error']), /Traceback.*unable to open database file/);
  const unknown = cli(folder, ['deploy']);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /No such command 'deploy'/);
  assert.equal(cli(folder, ['--log-level', 'error', 'verify']).stderr, '');
});

test('a command that comes later is added to what was made', async () => {
  if (!hasPython(PYTEST_AND_CLICK) && skipLoudly('the extended command line', 'python3 with pytest and click')) return;
  const first = await runOn('click-cli', PACKAGE);
  assert.deepEqual(
    first.findings.map(({ code }) => code),
    ['CLI003'],
  );
  const files = await after(Object.fromEntries(first.files), 'ingestion-scaffold', 'click-cli');
  const again = await runOn('click-cli', files);
  assert.deepEqual([again.changed, again.findings], [[], []]);
  const folder = tempFolder();
  writeFiles(folder, files);
  const { stdout, stderr } = pytest(folder);
  assert.match(stdout, /^42 passed/m, stdout + stderr);
});

test('a command line that stands keeps its tests, and the new ones pass', async () => {
  if (!hasPython(PYTEST_AND_CLICK) && skipLoudly('the command line of session-logs', 'python3 with pytest and click')) return;
  const input = readFiles(path.join(fixtures, 'repos', 'session-logs'));
  const folder = await folderAfter(input, 'ingestion-scaffold', 'click-cli');
  const { status, stdout, stderr } = python3(['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], {
    cwd: folder,
    module: PYTEST_AND_CLICK,
  });
  assert.equal(status, 0, stdout + stderr);
});

const EXTENDED = [
  'extend-assigned-group',
  'extend-commands-elsewhere',
  'extend-from-click',
  'extend-keyword-names',
  'extend-name-taken',
  'extend-named',
];

test('the tests of every extended command line pass', async () => {
  if (!hasPython(PYTEST_AND_CLICK) && skipLoudly('the extended command lines', 'python3 with pytest and click')) return;
  const found = readCases(fixtures, 'click-cli').filter(({ name }) => EXTENDED.includes(name));
  assert.equal(found.length, EXTENDED.length);
  for (const { name, input, description } of found) {
    const folder = tempFolder();
    writeFiles(folder, Object.fromEntries((await runOn('click-cli', input, { params: description.params })).files));
    const { status, stdout, stderr } = pytest(folder);
    assert.equal(status, 0, `${name}: ${stdout}${stderr}`);
  }
});

/** What is broken in a module, and the test that then has to fail. */
const BREAKS = [
  { module: 'run.py', from: 'return ExitCode.FAILED', to: 'return ExitCode.DONE', fails: 'test_a_failure_is_logged' },
  { module: 'run.py', from: 'exc_info=outcome == "failed"', to: 'exc_info=False', fails: 'test_a_failure_is_logged' },
  { module: 'json_log.py', from: 'default=repr', to: 'indent=1', fails: 'test_the_start_and_the_end_are_logged' },
  { module: 'ingest.py', from: 'ingestion.bad_line_count)', to: '0)', fails: 'test_records_are_counted' },
  { module: 'inventory.py', from: 'digest.update(chunk)', to: 'pass', fails: 'test_files_are_listed' },
  {
    module: 'verify.py',
    from: 'return f"line {error.lineno}: {error.msg}"',
    to: 'return None',
    fails: 'test_sources_that_do_not_compile',
  },
  { module: 'database.py', from: 'connection.close()', to: 'pass', fails: 'test_a_connection_is_closed' },
  { module: 'database.py', from: '?mode=ro', to: '', fails: 'test_a_missing_database_fails' },
];

test('a broken handler makes them fail', async () => {
  if (!hasPython(PYTEST_AND_CLICK) && skipLoudly('the control of the command line', 'python3 with pytest and click')) return;
  const folder = await folderAfter(PACKAGE, 'ingestion-scaffold', 'click-cli');
  for (const { module, from, to, fails } of BREAKS) {
    const file = path.join(folder, 'src', 'acme', 'cli_tasks', module);
    const text = readFileSync(file, 'utf8');
    assert.ok(text.includes(from), `${module} has ${from}`);
    writeFileSync(file, text.replace(from, to));
    const { stdout } = pytest(folder, '-k', fails);
    writeFileSync(file, text);
    assert.match(stdout, new RegExp(`FAILED .*${fails}`), `${module}: ${stdout}`);
  }
});

test('without click the tests are skipped, and say why', async () => {
  if (!hasPython('pytest') && skipLoudly('the skipped tests of the command line', 'python3 with pytest')) return;
  const folder = await folderAfter(PACKAGE, 'ingestion-scaffold', 'click-cli');
  writeFiles(folder, { 'conftest.py': 'import sys\n\nsys.modules["click"] = None\n' });
  const args = ['-m', 'pytest', '-q', '-rs', '-p', 'no:cacheprovider', 'tests/test_cli_tasks'];
  const { status, stdout } = python3(args, { cwd: folder, module: 'pytest' });
  assert.match(stdout, /the command line needs click/);
  assert.match(stdout, /^6 skipped/m);
  assert.equal(status, 5, 'pytest ends so where no test ran');
});

const CODEMODS = ['cli-sys-import', 'session-exit-logging', 'sqlite-pool', 'utc-datetime', 'viewer-table-validation'];

test('the other codemods for Python have nothing to say about it', async () => {
  const files = await after(PACKAGE, 'ingestion-scaffold', 'click-cli');
  for (const codemod of CODEMODS) {
    const run = await runOn(codemod, files);
    assert.deepEqual([run.changed, run.findings, run.withheld], [[], [], []], codemod);
  }
});
