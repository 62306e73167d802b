import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCases } from '../../src/testing/fixture-case.js';
import { hasPython, python3, skipLoudly } from '../../src/testing/python.js';
import { runOn } from '../../src/testing/run-on.js';
import { suite } from '../../src/testing/suite.js';
import { tempFolder, writeFiles } from '../../src/testing/temp-folder.js';

const test = suite('the ingestion scaffold at work');

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));

/** A folder with what the codemod makes of a fixture. */
async function scaffolded(name: string): Promise<string> {
  const fixture = readCases(fixtures, 'ingestion-scaffold').find((one) => one.name === name);
  assert.ok(fixture !== undefined, `there is a fixture ${name}`);
  const run = await runOn('ingestion-scaffold', fixture.input, { params: fixture.description.params });
  const folder = tempFolder();
  writeFiles(folder, Object.fromEntries(run.files));
  return folder;
}

function pytest(folder: string, ...args: readonly string[]) {
  return python3(['-W', 'error', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', ...args], { cwd: folder, module: 'pytest' });
}

function mypy(folder: string, target: string) {
  return python3(['-m', 'mypy', '--strict', '--cache-dir', '/dev/null', target], { cwd: folder, module: 'mypy' });
}

const LAYOUTS = [
  { name: 'docs-only', target: 'src' },
  { name: 'flat-package', target: 'acme' },
  { name: 'namespace', target: 'src/acme/tool' },
  { name: 'src-is-a-package', target: 'src' },
];

for (const { name, target } of LAYOUTS) {
  test(`${name}: its tests pass`, async () => {
    if (!hasPython('pytest') && skipLoudly('the tests of the ingestion scaffold', 'python3 with pytest')) return;
    const { status, stdout, stderr } = pytest(await scaffolded(name));
    assert.match(stdout, /^78 passed/m, stdout + stderr);
    assert.equal(status, 0);
  });

  test(`${name}: mypy --strict finds nothing`, async () => {
    if (!hasPython('mypy') && skipLoudly('the types of the ingestion scaffold', 'python3 with mypy')) return;
    const { status, stdout, stderr } = mypy(await scaffolded(name), target);
    assert.equal(status, 0, stdout + stderr);
  });
}

/** What is broken in a module, and the tests that then have to fail. */
const BREAKS = [
  { module: 'ndjson.py', from: 'isinstance(value, dict)', to: 'value is not None', fails: 'test_ndjson_bad_lines' },
  { module: 'csv_rows.py', from: 'strict=True', to: 'strict=False', fails: 'test_csv_bad_rows' },
  { module: 'sources.py', from: '"utf-8-sig" if is_utf8 else encoding', to: 'encoding', fails: 'test_a_byte_order_mark' },
  {
    module: 'sources.py',
    from: 'sorted(_files_below(root), key=_parts)',
    to: 'reversed(sorted(_files_below(root)))',
    fails: 'test_a_directory',
  },
  { module: 'sources.py', from: 'text.detach()', to: 'text.close()', fails: 'test_standard_input' },
  { module: 'lines.py', from: 'text == "\\n"', to: 'text == ""', fails: 'test_a_line_that_is_too_long' },
  { module: 'ingestor.py', from: 'EOFError, ', to: '', fails: 'test_a_packed_file_that_was_cut_off' },
  { module: 'ingestor.py', from: 'self.bad_line_count += 1', to: 'pass', fails: 'test_bad_lines_are_skipped_and_counted' },
];

test('a broken module makes them fail', async () => {
  if (!hasPython('pytest') && skipLoudly('the control of the ingestion scaffold', 'python3 with pytest')) return;
  const folder = await scaffolded('docs-only');
  for (const { module, from, to, fails } of BREAKS) {
    const file = path.join(folder, 'src', 'ingestion', module);
    const text = readFileSync(file, 'utf8');
    assert.ok(text.includes(from), `${module} has ${from}`);
    writeFileSync(file, text.replace(from, to));
    const { status, stdout } = pytest(folder, '-k', fails);
    writeFileSync(file, text);
    assert.equal(status, 1, `${module}: ${stdout}`);
    assert.match(stdout, new RegExp(`FAILED .*${fails}`), `${module}: ${stdout}`);
  }
});

test('a wrong type makes mypy fail', async () => {
  if (!hasPython('mypy') && skipLoudly('the control of the types', 'python3 with mypy')) return;
  const folder = await scaffolded('docs-only');
  writeFileSync(path.join(folder, 'src', 'use.py'), 'from ingestion import Ingestor\n\ncount: int = Ingestor().read("x")\n');
  assert.match(mypy(folder, 'src').stdout, /use\.py:3: error: Incompatible types/);
});

test('it needs the standard library alone', async () => {
  if (!hasPython() && skipLoudly('the import of the ingestion scaffold', 'python3')) return;
  const folder = await scaffolded('docs-only');
  const program = `import sys; sys.path.insert(0, ${JSON.stringify(path.join(folder, 'src'))}); import ingestion; print(ingestion.Ingestor)`;
  const { stdout, stderr } = python3(['-I', '-S', '-c', program]);
  assert.equal(stdout, "<class 'ingestion.ingestor.Ingestor'>\n", stderr);
});

test('the examples of its README run', async () => {
  if (!hasPython() && skipLoudly('the examples of the README', 'python3')) return;
  const folder = await scaffolded('docs-only');
  const readme = readFileSync(path.join(folder, 'src', 'ingestion', 'README.md'), 'utf8');
  const examples = [...readme.matchAll(/```python\n(.*?)```/gs)].map(([, code = '']) => code);
  assert.equal(examples.length, 2);
  const work = path.join(folder, 'src');
  writeFiles(work, { 'data/a.ndjson': '{"x": 1}\nbad\n', 'events.csv': 'name,count\nstart,3\n' });
  const outputs = examples.map((code) => python3(['-c', code], { cwd: work }));
  assert.deepEqual(
    outputs.map(({ stderr }) => stderr),
    ['', ''],
  );
  assert.match(outputs[0]?.stdout ?? '', /^data\/a\.ndjson 1 \{'x': 1\}\n1 records, 1 bad lines\n/);
  assert.equal(outputs[1]?.stdout, 'start 3\n');
});

const CODEMODS = ['cli-sys-import', 'session-exit-logging', 'sqlite-pool', 'utc-datetime', 'viewer-table-validation'];

test('the other codemods for Python have nothing to say about it', async () => {
  const fixture = readCases(fixtures, 'ingestion-scaffold').find(({ name }) => name === 'docs-only');
  const made = (await runOn('ingestion-scaffold', fixture?.input ?? {})).files;
  for (const codemod of CODEMODS) {
    const run = await runOn(codemod, Object.fromEntries(made));
    assert.deepEqual([run.changed, run.findings, run.withheld], [[], [], []], codemod);
  }
});
