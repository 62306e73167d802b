import assert from 'node:assert/strict';
import { hasPython, python3, skipLoudly } from '../../src/testing/python.js';
import { runOn } from '../../src/testing/run-on.js';
import { suite } from '../../src/testing/suite.js';

const CODEMOD = 'viewer-table-validation';

interface Limit {
  readonly name: string;
  readonly text: string;
  /** The command line; it works today. */
  readonly argv: readonly string[];
  /** A harmless change of the text after which the check is put there, as safe or unsafe, and refuses the command line. */
  readonly control: readonly [from: string, to: string];
}

const MAKE =
  'conn = sqlite3.connect(":memory:")\nconn.execute("create table logs (a)")\nconn.execute("insert into logs values (1)")\n';
const HEAD = 'import argparse\nimport sqlite3\n\nparser = argparse.ArgumentParser()\n';

const LIMITS: readonly Limit[] = [
  {
    name: 'a name that stands in a list of defaults',
    text: `${HEAD}parser.add_argument("tables", nargs="*", default=["logs", "main.logs"])
args = parser.parse_args()
${MAKE}for table in args.tables:
    print(conn.execute(f"SELECT * FROM {table}").fetchall())
`,
    argv: ['main.logs'],
    control: ['"main.logs"', '"logs"'],
  },
  {
    name: 'a name after which the program went on',
    text: `${HEAD}parser.add_argument("--table", default="logs")
try:
    args = parser.parse_args()
except SystemExit:
    args = argparse.Namespace(table="logs")
${MAKE}print(args.table, conn.execute(f"SELECT * FROM {args.table}").fetchall())
`,
    argv: ['--table', 'main.logs'],
    control: ['    args = argparse.Namespace(table="logs")', '    raise'],
  },
  {
    name: 'a default that is loaded',
    text: `${HEAD}parser.add_argument("--table", default="logs")
parser.set_defaults(**dict(table="main.logs"))
args = parser.parse_args()
${MAKE}print(conn.execute(f"SELECT * FROM {args.table}").fetchall())
`,
    argv: [],
    control: ['set_defaults', 'set_defaults'],
  },
  {
    name: 'a table that the file creates',
    text: `${HEAD}parser.add_argument("table")
args = parser.parse_args()
${MAKE}conn.execute("create table größen (a)")
print(conn.execute(f"SELECT * FROM {args.table}").fetchall())
`,
    argv: ['größen'],
    control: ['"create table größen (a)"', 'f"create table {args.table} (a)"'],
  },
];

const test = suite('the limits of viewer-table-validation');
const missing = !hasPython() && skipLoudly('the limits of viewer-table-validation', 'python3');

function run(text: string, argv: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return python3(['-X', 'utf8', '-c', text, ...argv]);
}

for (const { name, text, argv, control } of LIMITS) {
  test(`${name} works as before`, async () => {
    if (missing) return;
    const before = run(text, argv);
    assert.deepEqual([before.status, before.stderr], [0, '']);
    const safe = await runOn(CODEMOD, { 'app.py': text });
    assert.deepEqual(safe.changed, []);
    assert.equal(safe.findings.length + safe.withheld.length, 1);
    const forced = await runOn(CODEMOD, { 'app.py': text.replace(...control) }, { unsafe: true });
    const refused = run(forced.text('app.py'), argv);
    assert.notEqual(refused.status, 0);
    assert.match(refused.stderr, /invalid table name/);
  });
}
