import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import * as v from 'valibot';
import { readCases } from '../../../src/testing/fixture-case.js';
import { type NodeRun, nodeSqliteFolder, runNode } from '../../../src/testing/node-sqlite.js';
import { runOn } from '../../../src/testing/run-on.js';
import { suite } from '../../../src/testing/suite.js';
import { CHANGED, LEFT, type Scenario } from './scenarios.js';

const NAME = 'viewer-table-validation';
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const cases = readCases(path.join(root, 'fixtures'), NAME);

const DROP = 'logs; DROP TABLE secret';
const NEWLINE = 'logs\n';
const HOSTILE = [DROP, NEWLINE, 'logs UNION SELECT * FROM secret--', 'logs,secret', 'lógs'];
const TABLES = ['archive', 'logs', 'notes', 'secret'];

/** Makes the database, runs the program, and tells at the end which SQL it has run and which tables are left. */
const DRIVER = `
const Database = require('better-sqlite3');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const [file, ...args] = process.argv.slice(2);
const setup = new Database('session_logs.db');
for (const name of ${JSON.stringify(TABLES)}) setup.exec('CREATE TABLE ' + name + ' (id INTEGER, message TEXT)');
setup.exec("INSERT INTO logs VALUES (1, 'hello')");
const given = [];
for (const method of ['prepare', 'exec']) {
  const original = Database.prototype[method];
  Database.prototype[method] = function (sql) {
    given.push(sql);
    return original.call(this, sql);
  };
}
process.argv.splice(1, process.argv.length, path.resolve(file), ...args);
process.on('exit', () => {
  const told = [...given];
  const tables = setup.prepare("SELECT name FROM sqlite_master ORDER BY name").all().map((row) => row.name);
  process.stderr.write('\\nDRIVER ' + JSON.stringify({ given: told, tables }) + '\\n');
});
import(pathToFileURL(path.resolve(file)).href);
`;

const FactsSchema = v.object({ given: v.array(v.string()), tables: v.array(v.string()) });

type Result = NodeRun & v.InferOutput<typeof FactsSchema>;

/** Runs a program with a new database. */
function run(scenario: Scenario, text: string, argv: readonly string[]): Result {
  const program = scenario.program.replace(/\.(m?)ts$/, '.mjs');
  const folder = nodeSqliteFolder({ 'driver.cjs': DRIVER, [program]: withoutTypes(scenario.program, text) });
  for (const library of scenario.needs ?? []) {
    mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
    symlinkSync(path.join(root, 'node_modules', library), path.join(folder, 'node_modules', library), 'dir');
  }
  const { status, stdout, stderr } = runNode(folder, 'driver.cjs', [program, ...argv]);
  const [line = '', facts = ''] = /\nDRIVER (.*)\n/.exec(stderr) ?? [];
  // libsql tells with each row how long it took.
  const plain = stdout.replace(/duration: [\d.e-]+/g, 'duration');
  return { status, stdout: plain, stderr: stderr.replace(line, ''), ...v.parse(FactsSchema, JSON.parse(facts)) };
}

function withoutTypes(file: string, text: string): string {
  return /\.m?ts$/.test(file) ? transformSync(text, { loader: 'ts', target: 'es2022' }).code : text;
}

async function transformed(scenario: Scenario): Promise<{ readonly before: string; readonly after: string }> {
  const found = cases.find(({ name }) => name === scenario.fixture);
  assert.ok(found !== undefined, `there is a fixture ${scenario.fixture}`);
  const result = await runOn(NAME, found.input);
  return { before: found.input[scenario.program]?.toString('utf8') ?? '', after: result.text(scenario.program) };
}

function lineWith({ argv }: Scenario, name: string): readonly string[] {
  return argv.map((word) => word.replace('{}', () => name));
}

const changed = suite('viewer-table-validation at work in JavaScript');
for (const scenario of CHANGED) {
  const title = `${scenario.fixture} ${scenario.argv.join(' ')}`;
  changed(`${title}: a plain name, and none, work as before`, async () => {
    const { before, after } = await transformed(scenario);
    assert.notEqual(after, before);
    const lines = [lineWith(scenario, 'logs'), ...(scenario.bare === null ? [] : [scenario.bare])];
    for (const [index, line] of lines.entries()) {
      const old = run(scenario, before, line);
      assert.equal(old.status, 0, old.stderr);
      assert.ok(index > 0 || old.given.length > 0, 'the plain name reaches SQLite');
      assert.deepEqual(run(scenario, after, line), old);
    }
  });

  changed(`${title}: hostile names are refused before they are SQL`, async () => {
    const { before, after } = await transformed(scenario);
    const line = lineWith(scenario, DROP);
    const old = run(scenario, before, line);
    assert.ok(
      old.given.some((sql) => sql.toLowerCase().includes(DROP.toLowerCase())),
      `without the check: ${old.given.join(' | ')}${old.stderr}`,
    );
    for (const name of [DROP, NEWLINE]) {
      const now = run(scenario, after, lineWith(scenario, name));
      assert.equal(now.status, 1, `${name}: ${now.stdout}${now.stderr}`);
      assert.match(now.stderr, /invalid table name/, name);
      assert.ok(
        now.given.every((sql) => !sql.toLowerCase().includes(name.trim().toLowerCase()) || name.trim() === 'logs'),
        now.given.join(' | '),
      );
      assert.deepEqual(now.tables, TABLES, name);
    }
  });
}

changed('without the check, a hostile name takes a table away', async () => {
  const scenario = CHANGED.find(({ fixture }) => fixture === 'js-yargs-command');
  assert.ok(scenario !== undefined);
  const { before } = await transformed(scenario);
  assert.deepEqual(run(scenario, before, lineWith(scenario, DROP)).tables, ['archive', 'logs', 'notes']);
});

changed('every kind of hostile name is refused', async () => {
  const scenario = CHANGED.find(({ fixture }) => fixture === 'js-argv');
  assert.ok(scenario !== undefined);
  const { after } = await transformed(scenario);
  for (const name of HOSTILE) assert.match(run(scenario, after, lineWith(scenario, name)).stderr, /invalid table name/, name);
});

changed('commander tells a bad name as it tells its own errors, without a stack', async () => {
  const scenario = CHANGED.find(({ fixture }) => fixture === 'js-commander-option');
  assert.ok(scenario !== undefined);
  const { after } = await transformed(scenario);
  const wanted =
    "error: option '-t, --table <name>' argument 'a b' is invalid. invalid table name: \"a b\" (letters, digits and underscore only)\n";
  assert.equal(run(scenario, after, lineWith(scenario, 'a b')).stderr, wanted);
});

const left = suite('what viewer-table-validation leaves alone in JavaScript');
for (const scenario of LEFT) {
  left(`${scenario.fixture} ${scenario.argv.join(' ')} refuses by itself`, async () => {
    const { before, after } = await transformed(scenario);
    assert.equal(after, before);
    const plain = run(scenario, before, lineWith(scenario, 'logs'));
    assert.ok(plain.status === 0 && plain.given.length > 0, `a good name reaches SQLite: ${plain.stderr}`);
    for (const name of [DROP, NEWLINE]) {
      const { given, tables } = run(scenario, before, lineWith(scenario, name));
      assert.ok(
        given.every((sql) => !sql.includes(name)),
        `${name}: ${given.join(' | ')}`,
      );
      assert.deepEqual(tables, TABLES);
    }
  });
}
