import assert from 'node:assert/strict';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { type FixtureCase, readCases } from '../../src/testing/fixture-case.js';
import { hasPython, python3, skipLoudly } from '../../src/testing/python.js';
import { runOn } from '../../src/testing/run-on.js';
import { suite } from '../../src/testing/suite.js';
import { tempFolder, writeFiles } from '../../src/testing/temp-folder.js';
import { CHANGED, LEFT, type Scenario } from './behaviour/scenarios.js';

const NAME = 'viewer-table-validation';
const root = fileURLToPath(new URL('../../../', import.meta.url));
const behaviour = path.join(root, 'codemods', NAME, 'behaviour');
const cases = readCases(path.join(root, 'fixtures'), NAME);

const HOSTILE = ['logs; DROP TABLE secret', 'logs) UNION SELECT * FROM secret--', 'logs,secret', 'logs\n', 'lógs'];

const ResultSchema = v.object({
  type: v.nullable(v.string()),
  code: v.nullable(v.union([v.string(), v.number()])),
  stdout: v.string(),
  stderr: v.string(),
  given: v.array(v.string()),
  traced: v.array(v.string()),
  tables: v.array(v.string()),
});

type Result = v.InferOutput<typeof ResultSchema>;

function caseNamed(name: string): FixtureCase {
  const found = cases.find((one) => one.name === name);
  assert.ok(found !== undefined, `there is a fixture ${name}`);
  return found;
}

/** What a program did, without the codemod and with it, for each of its command lines. */
interface Runs {
  readonly plain: readonly Result[];
  readonly hostile: readonly Result[];
}

interface Compared {
  readonly isChanged: boolean;
  readonly before: Runs;
  readonly after: Runs;
}

/** All scenarios of one `needs` are run by one python3, because starting it takes longer than they do. */
const batches = new Map<string, Promise<ReadonlyMap<Scenario, Compared>>>();

async function compared(scenario: Scenario): Promise<Compared> {
  const key = scenario.needs ?? '';
  const batch = batches.get(key) ?? runBatch([...CHANGED, ...LEFT].filter(({ needs = '' }) => needs === key));
  batches.set(key, batch);
  const found = (await batch).get(scenario);
  assert.ok(found !== undefined);
  return found;
}

async function runBatch(scenarios: readonly Scenario[]): Promise<ReadonlyMap<Scenario, Compared>> {
  const texts = await Promise.all(scenarios.map(transformed));
  const jobs = scenarios.flatMap((scenario, index) => {
    const lines = [...plainLines(scenario), ...HOSTILE.map((name) => lineWith(scenario, name))];
    return (texts[index] ?? []).flatMap((text) => lines.map((argv) => jobOf(scenario, text, argv)));
  });
  const results = runJobs(jobs, scenarios[0]?.needs);
  const compared = new Map<Scenario, Compared>();
  let at = 0;
  const take = (scenario: Scenario): Runs => {
    const plain = results.slice(at, at + plainLines(scenario).length);
    at += plain.length + HOSTILE.length;
    return { plain, hostile: results.slice(at - HOSTILE.length, at) };
  };
  for (const [index, scenario] of scenarios.entries()) {
    const [before, after] = texts[index] ?? [];
    compared.set(scenario, { isChanged: before !== after, before: take(scenario), after: take(scenario) });
  }
  return compared;
}

async function transformed(scenario: Scenario): Promise<readonly [before: string, after: string]> {
  const { input } = caseNamed(scenario.fixture);
  const name = path.basename(scenario.program);
  const run = await runOn(NAME, input, { unsafe: scenario.unsafe === true });
  return [input[name]?.toString('utf8') ?? '', run.text(name)];
}

function jobOf({ program, entry, files = {} }: Scenario, text: string, argv: readonly string[]): object {
  return { files: { ...files, [program]: text }, program, entry, argv };
}

/** Runs each job with a new database. */
function runJobs(jobs: readonly object[], needs: string | undefined): readonly Result[] {
  const options = { input: JSON.stringify(jobs), cwd: tempFolder(), ...(needs === undefined ? {} : { module: needs }) };
  const { status, stdout, stderr } = python3([path.join(behaviour, 'drive.py')], options);
  assert.equal(status, 0, stderr);
  return v.parse(v.array(ResultSchema), JSON.parse(stdout));
}

function plainLines(scenario: Scenario): readonly (readonly string[])[] {
  return [lineWith(scenario, scenario.plain ?? 'logs'), ...(scenario.bare === null ? [] : [scenario.bare])];
}

function lineWith(scenario: Scenario, name: string): readonly string[] {
  return scenario.argv.map((word) => word.replace('{}', () => name));
}

function isSkipped({ fixture, needs }: Scenario): boolean {
  return (
    !hasPython(needs) && skipLoudly(`the behaviour of ${fixture}`, needs === undefined ? 'python3' : `python3 with ${needs}`)
  );
}

/** What a user sees: how the program ended, and what it printed. */
function seen({ type, code, stdout, stderr, tables }: Result): Partial<Result> {
  return { type, code, stdout, stderr, tables };
}

/** True when the name stands in a statement. Statements without it may well be run before. */
function reaches(statements: readonly string[], name: string): boolean {
  return statements.some((sql) => sql.includes(name));
}

const changed = suite('viewer-table-validation at work');
for (const scenario of CHANGED) {
  const title = `${scenario.fixture} ${scenario.argv.join(' ')}`;
  changed(`${title}: a plain name, and none, work as before`, async () => {
    if (isSkipped(scenario)) return;
    const { isChanged, before, after } = await compared(scenario);
    assert.ok(isChanged);
    assert.deepEqual(after.plain.map(seen), before.plain.map(seen));
    assert.ok((after.plain[0]?.traced.length ?? 0) > 0, 'the plain name reaches SQLite');
  });

  changed(`${title}: hostile names are refused before any SQL`, async () => {
    if (isSkipped(scenario)) return;
    const { before, after } = await compared(scenario);
    for (const [index, name] of HOSTILE.entries()) {
      const [old, now] = [before.hostile[index], after.hostile[index]];
      assert.ok(old !== undefined && now !== undefined);
      const isRefused = `${old.code}${old.stderr}`.includes('invalid table name');
      assert.ok(!isRefused && old.given.some((sql) => sql.toLowerCase().includes(name.trim().toLowerCase())), `without: ${name}`);
      assert.equal(now.type, 'SystemExit', `${name}: ${now.stderr}`);
      assert.ok(now.code !== 0 && now.code !== null);
      assert.match(`${now.code} ${now.stderr}`, /invalid table name/);
      assert.deepEqual([now.given, now.traced], [[], []], `with: ${name}`);
      assert.deepEqual(now.tables, ['logs', 'notes', 'secret']);
    }
  });
}

changed('without the check, a hostile name takes a table away', async () => {
  const scenario = CHANGED.find(({ fixture }) => fixture === 'click-argument');
  assert.ok(scenario !== undefined);
  if (isSkipped(scenario)) return;
  const { before } = await compared(scenario);
  assert.ok(before.hostile[0]?.tables.includes('secret') === false);
});

const left = suite('what viewer-table-validation leaves alone');
for (const scenario of LEFT) {
  left(`${scenario.fixture} ${scenario.argv.join(' ')} refuses by itself`, async () => {
    if (isSkipped(scenario)) return;
    const { isChanged, before } = await compared(scenario);
    assert.ok(!isChanged);
    assert.ok((before.plain[0]?.given.length ?? 0) > 0, 'a good name reaches SQLite');
    for (const result of before.hostile) {
      for (const name of HOSTILE) assert.ok(!reaches(result.given, name), `${name}: ${result.given.join(' | ')}`);
      assert.ok(result.tables.includes('secret'));
    }
  });
}

const findings = suite('what viewer-table-validation reports');
findings('a validator with "$" lets a newline through, as TBL008 says', () => {
  const scenario: Scenario = { fixture: 'tbl008-match-dollar', program: 'viewer.py', argv: ['--table', '{}'], bare: [] };
  if (isSkipped(scenario)) return;
  const text = caseNamed(scenario.fixture).input['viewer.py']?.toString('utf8') ?? '';
  const jobs = ['logs\n', 'logs,secret'].map((name) => jobOf(scenario, text, lineWith(scenario, name)));
  const [newline, hostile] = runJobs(jobs, undefined);
  assert.ok(newline?.given.includes('SELECT * FROM logs\n'));
  assert.deepEqual(hostile?.given, []);
});

const generated = suite('the test that with-test writes');
for (const fixture of ['with-test', 'with-test-folder', 'argv-unpack', 'typer-option', 'typer-annotated', 'argparse-append']) {
  generated(`${fixture}: it passes with the check, and fails without`, async () => {
    if (!hasPython('pytest, click') && skipLoudly('the generated tests', 'python3 with pytest and click')) return;
    const { input } = caseNamed(fixture);
    const run = await runOn(NAME, input, { params: { 'with-test': true } });
    const folder = tempFolder();
    writeFiles(folder, { ...Object.fromEntries(run.files), 'typer.py': stub() });
    const test = run.changed.find((file) => path.basename(file).startsWith('test_')) ?? '';
    assert.deepEqual(pytest(folder, test), { status: 0, passed: 8, failed: 0 });
    writeFiles(folder, input);
    assert.deepEqual(pytest(folder, test), { status: 1, passed: 0, failed: 8 });
    const again = await runOn(NAME, Object.fromEntries(run.files), { params: { 'with-test': true } });
    assert.deepEqual(again.changed, []);
    assert.deepEqual(again.findings, []);
  });
}

/** typer itself where it is installed; else what stands in for it. */
function stub(): string {
  const folder = path.join(behaviour, 'stand-ins');
  return `import sys\nsys.path.insert(0, ${JSON.stringify(folder)})\ndel sys.modules["typer"]\nimport typer\nsys.modules["typer"] = typer\n`;
}

function pytest(folder: string, test: string): { status: number | null; passed: number; failed: number } {
  assert.notEqual(test, '');
  const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--rootdir', folder, path.join(folder, test)];
  const { status, stdout } = python3(args, { cwd: folder, module: 'pytest, click' });
  const count = (word: string): number => Number(new RegExp(`(\\d+) ${word}`).exec(stdout)?.[1] ?? 0);
  return { status, passed: count('passed'), failed: count('failed') };
}
