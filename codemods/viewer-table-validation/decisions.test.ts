import assert from 'node:assert/strict';
import { runOn } from '../../src/testing/run-on.js';
import { suite } from '../../src/testing/suite.js';

const test = suite('what viewer-table-validation decides');

const ARGPARSE = `import argparse
import sqlite3
parser = argparse.ArgumentParser()
parser.add_argument("--table", default="logs")
args = parser.parse_args()
conn = sqlite3.connect("x.db")
`;

const ARGV = `import sqlite3
import sys
conn = sqlite3.connect("x.db")
`;

/** \`safe\`, \`unsafe\`, the codes of findings, or nothing. */
async function decision(text: string): Promise<string> {
  const run = await runOn('viewer-table-validation', { 'a.py': text });
  const failures = run.outcomes.flatMap(({ failure, skip }) => failure?.code ?? skip?.code ?? []);
  const fixes = [...(run.changed.length > 0 ? ['safe'] : []), ...run.withheld.map(({ because }) => because)];
  return [...failures, ...fixes, ...new Set(run.findings.map(({ code }) => code))].join(' ');
}

function decides(name: string, wanted: string, ...texts: readonly string[]): void {
  for (const [index, text] of texts.entries()) {
    test(`${name}${texts.length > 1 ? ` (${index + 1})` : ''}: ${wanted === '' ? 'nothing' : wanted}`, async () => {
      assert.equal(await decision(text), wanted, text);
    });
  }
}

/** What stands between parsing and the SQL text. */
function after(name: string, wanted: string, ...lines: readonly string[]): void {
  decides(name, wanted, ...lines.map((line) => `${ARGPARSE}${line}\n`));
}

after(
  'ways into SQL',
  'safe',
  'conn.execute(f"SELECT * FROM {args.table}")',
  'conn.execute(sql=f"SELECT * FROM {args.table}")',
  'conn.execute("SELECT * FROM " + getattr(args, "table"))',
  'conn.execute("SELECT * FROM %(t)s" % {"t": args.table})',
  'conn.execute("SELECT * FROM %(table)s" % vars(args))',
  'conn.execute("SELECT * FROM {table}".format(**vars(args)))',
  'conn.execute("SELECT * FROM {0.table}".format(args))',
  'conn.execute("SELECT * FROM {a.table}".format(a=args))',
  'conn.execute("SELECT * FROM {args[table]}".format(args=vars(args)))',
  'conn.execute("SELECT * FROM TABLE_NAME".replace("TABLE_NAME", args.table))',
  'conn.execute(" ".join(["DELETE", "FROM", args.table]))',
  'a, b = 1, args.table\nconn.execute("DROP TABLE " + b)',
  'names = []\nnames.append(args.table)\nfor n in names:\n    conn.execute("DROP TABLE " + n)',
  'for i, n in enumerate([args.table]):\n    conn.execute("DROP TABLE " + n)',
  '[conn.execute("DROP TABLE " + n) for n in [args.table]]',
  'config = {"name": args.table}\nconn.execute("DROP TABLE " + config["name"])',
  'def main(table, db=None, **rest):\n    conn.execute("DROP TABLE " + table)\nmain(**vars(args))',
  'def q(*, name):\n    return f"DROP TABLE {name}"\nconn.execute(q(name=args.table))',
  'def each():\n    yield args.table\nfor n in each():\n    conn.execute("DROP TABLE " + n)',
  'if (name := args.table):\n    conn.execute("DROP TABLE " + name)',
  'class C:\n    def __init__(self, t):\n        self.t = t\n    @property\n    def n(self):\n        return 1\n    def go(self):\n        conn.execute("DROP TABLE " + self.t)\nC(args.table).go()',
  'class B:\n    def __init__(self, t):\n        self.t = t\nclass C(B):\n    def go(self):\n        conn.execute("DROP TABLE " + self.t)\nc = C(args.table)\nc.go()',
  'conn.execute(f"CREATE TABLE {args.table}_archive AS SELECT * FROM {args.table}")',
  'conn.execute(f"DROP TABLE {args.table}_old")',
  'name = "notes"\nif args.table:\n    name = args.table\nconn.execute("DROP TABLE " + name)',
  'try:\n    name = args.table\nexcept Exception:\n    name = "logs"\nconn.execute("DROP TABLE " + name)',
);

after(
  'what is no table of the command line',
  '',
  'print(f"SELECT * FROM {args.table}")',
  'conn.execute("SELECT * FROM logs WHERE a = ?", (args.table,))',
  'conn.execute(f"SELECT * FROM logs WHERE a = \'{args.table}\'")',
  'conn.execute(f"SELECT * FROM logs LIMIT {args.table:d}")',
  'conn.execute("SELECT * FROM t%d" % args.table)',
  'name = args.table\nname = "logs"\nconn.execute("DROP TABLE " + name)',
  'name = args.table\nif name:\n    print(name)\n    raise SystemExit\nname = "logs"\nconn.execute("DROP TABLE " + name)',
  'def drop(name):\n    conn.execute("DROP TABLE " + name)\ndef show(name):\n    print(name)\nshow(args.table)\ndrop("logs")',
  'def same(x):\n    return x\nsame(args.table)\nconn.execute("DROP TABLE " + same("logs"))',
  'class A:\n    def go(self, n):\n        conn.execute("DROP TABLE " + n)\nclass B:\n    def go(self, n):\n        print(n)\nB().go(args.table)\nA().go("logs")',
  'kind = {"a": "logs"}[args.table]\nconn.execute("DROP TABLE " + kind)',
  'row = conn.execute("SELECT t FROM map WHERE k = ?", (args.table,)).fetchone()\nconn.execute("DROP TABLE " + row[0])',
  'conn.execute("DROP TABLE " + len(args.table))',
  'args = None\nconn.execute("DROP TABLE " + args.table)',
  'conn.execute(f"SELECT EXTRACT(year FROM {args.table}) FROM logs")',
);

after(
  'checks that let names through and nothing else',
  '',
  'if args.table not in ("logs", "notes"):\n    parser.error("no")\nconn.execute("DROP TABLE " + args.table)',
  'assert args.table in TABLES\nconn.execute("DROP TABLE " + args.table)',
  'if args.table == "logs" or args.table == "notes":\n    conn.execute("DROP TABLE " + args.table)',
  'name = args.table if args.table in TABLES else "logs"\nconn.execute("DROP TABLE " + name)',
  'import re\nif not re.fullmatch(r"\\w+", args.table):\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'import re\nif re.search(r"\\W", args.table):\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'import re\nif re.fullmatch(r"\\w+", args.table) is None:\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'if not args.table.replace("_", "").isalnum():\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'if not all(c.isalnum() or c == "_" for c in args.table):\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'if not set(args.table) <= set("abc"):\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'def ok(n):\n    if not n:\n        return False\n    return n.isidentifier()\nif not ok(args.table):\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'def ok(n):\n    for c in n:\n        pass\n    if n in TABLES:\n        return True\n    return False\nif ok(args.table):\n    conn.execute("DROP TABLE " + args.table)',
  'def check(n):\n    if n not in TABLES:\n        raise ValueError(n)\n    return n\nconn.execute("DROP TABLE " + check(args.table))',
  'def check(n):\n    if n not in TABLES:\n        raise ValueError(n)\ncheck(args.table)\nconn.execute("DROP TABLE " + args.table)',
  'def check(n):\n    if n not in TABLES:\n        raise ValueError(n)\ntry:\n    check(args.table)\nexcept ValueError:\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'MODELS = {"a": 1}\nmodel = MODELS[args.table]\nconn.execute("DROP TABLE " + args.table)',
  'names = [args.table]\nfor n in names:\n    if n not in TABLES:\n        raise SystemExit(2)\nfor n in names:\n    conn.execute("DROP TABLE " + n)',
  'cur = conn.cursor()\ncur.execute("SELECT name FROM sqlite_master WHERE name = ?", (args.table,))\nif not cur.fetchone():\n    raise SystemExit(2)\ncur.execute("DROP TABLE " + args.table)',
  "quoted = '\"' + args.table.replace('\"', '\"\"') + '\"'\nconn.execute(\"DROP TABLE \" + quoted)",
  'import re\nOTHER = re.compile(r"[^a-z_]+")\nname = OTHER.sub("_", args.table)\nconn.execute("DROP TABLE " + name)',
  'while args.table not in TABLES:\n    args.table = input()\nconn.execute("DROP TABLE " + args.table)',
);

after(
  'tests that are no checks',
  'safe',
  'if not args.table:\n    parser.error("no")\nconn.execute("DROP TABLE " + args.table)',
  'sql = "DROP TABLE " + args.table + ";;"\nif sql.endswith(";;"):\n    sql = sql[:-1].replace("  ", " ")\nconn.execute(sql)',
  'if len(args.table) > 64:\n    parser.error("no")\nconn.execute("DROP TABLE " + args.table)',
  'if args.table not in TABLES:\n    print("new table")\nconn.execute("DROP TABLE " + args.table)',
  'if args.table in TABLES:\n    parser.error("exists")\nconn.execute("CREATE TABLE " + args.table)',
  'import logging\nlogger = logging.getLogger()\nif args.table not in TABLES:\n    logger.error("no")\nconn.execute("DROP TABLE " + args.table)',
  'if args.db not in TABLES:\n    parser.error("no")\nconn.execute("DROP TABLE " + args.table)',
  'def other(n):\n    if n not in TABLES:\n        raise ValueError(n)\nother("logs")\nconn.execute("DROP TABLE " + args.table)',
  'conn.execute("DROP TABLE " + args.table)\nif args.table not in TABLES:\n    parser.error("no")',
);

after(
  'checks that let other names through',
  'TBL008',
  'import re\nif not re.match(r"^\\w+$", args.table):\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'import re\nif not re.match(r"\\w+", args.table):\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'import re\nNAME = re.compile("^[a-z]+$")\nif not NAME.search(args.table):\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'if ";" in args.table or " " in args.table:\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'if any(c in "; " for c in args.table):\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'def validate(n):\n    return n\nconn.execute("DROP TABLE " + validate(args.table))',
  'def check_table(n):\n    print(n)\ncheck_table(args.table)\nconn.execute("DROP TABLE " + args.table)',
);

after(
  'code that is not here',
  'TBL007',
  'from x import ok\nif not ok(args.table):\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'from x import check_name\ncheck_name(args.table)\nconn.execute("DROP TABLE " + args.table)',
  'from x import store\nif not store.has(args.table):\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
  'from x import problem_with\nproblem = problem_with(args.table)\nif problem:\n    raise SystemExit(problem)\nconn.execute("DROP TABLE " + args.table)',
  'from x import PATTERN\nif not PATTERN.fullmatch(args.table):\n    raise SystemExit(2)\nconn.execute("DROP TABLE " + args.table)',
);

after(
  'values that are more than a name',
  'TBL007',
  'args.table = args.table + "_v2"\nconn.execute("DROP TABLE " + args.table)',
  'conn.execute("DROP TABLE old_" + args.table)',
  'for n in args.table.split(","):\n    conn.execute("DROP TABLE " + n)',
  'conn.execute("DROP TABLE " + args.table[1:])',
  'rows = open(args.table)\nconn.execute("DROP TABLE " + args.table)',
);

after(
  'names that the check would refuse',
  'TBL003',
  'if args.table == "*":\n    raise SystemExit\nconn.execute("DROP TABLE " + args.table)',
  'if args.table.startswith("@"):\n    print()\nconn.execute("DROP TABLE " + args.table)',
  'conn.execute("DROP TABLE " + args.table.replace("-", "_"))',
  'def drop(n):\n    conn.execute("DROP TABLE " + n)\ndrop("main.logs")\ndrop(args.table)',
  'conn.execute("DROP TABLE " + (args.table or "my-logs"))',
);

after(
  'names in quotes',
  'unsafe',
  'conn.execute(f"SELECT * FROM [{args.table}]")',
  'conn.execute(f"SELECT * FROM `{args.table}`")',
  'conn.execute("PRAGMA table_info(\'%s\')" % args.table)',
  'conn.execute(f"DROP TABLE {args.table!r}")',
  'q = f\'"{args.table}"\'\nconn.execute("DROP TABLE " + q)',
  'conn.execute("ATTACH ? AS old", ("old.db",))\nconn.execute("DROP TABLE " + args.table)',
);

decides(
  'arguments of argparse',
  'safe',
  `${ARGPARSE.replace('default="logs"', 'type=str, required=True')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('default="logs"', 'nargs="+"')}for n in args.table:\n    conn.execute("DROP TABLE " + n)\n`,
  `${ARGPARSE.replace('args = parser.parse_args()', 'args = parser.parse_args(["--table", "x"])')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('args = parser.parse_args()', 'args, rest = parser.parse_known_args()')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('default="logs"', 'default=argparse.SUPPRESS')}conn.execute("DROP TABLE " + args.table)\n`,
);

decides(
  'subparsers',
  'safe',
  `import argparse\nimport sqlite3\np = argparse.ArgumentParser()\nsub = p.add_subparsers().add_parser("drop")\nsub.add_argument("--table", nargs=1)\nsub.set_defaults(run=lambda args: sqlite3.connect("x").execute("DROP TABLE " + args.table[0]))\na = p.parse_args()\na.run(a)\n`,
  `import argparse\nimport sqlite3\nclass Cli:\n    def __init__(self):\n        self.parser = argparse.ArgumentParser()\n        self.group = self.parser.add_argument_group()\n        self.group.add_argument("--table")\n        self.args = self.parser.parse_args()\n    def go(self):\n        sqlite3.connect("x").execute(f"DROP TABLE {self.args.table}")\n`,
);

decides(
  'parsers of others, and declarations that cannot be read',
  'TBL007',
  'import sqlite3\nfrom configargparse import ArgParser\np = ArgParser()\np.add_argument("--table")\nargs = p.parse_args()\nsqlite3.connect("x").execute("DROP TABLE " + args.table)\n',
  'import sqlite3\nimport argparse\np = argparse.ArgumentParser()\nfor n in NAMES:\n    p.add_argument("--" + n)\nargs = p.parse_args()\nsqlite3.connect("x").execute("DROP TABLE " + args.table)\n',
);

decides(
  'a namespace of another module',
  'TBL002',
  'import argparse\nimport sqlite3\ndef run(args: argparse.Namespace):\n    sqlite3.connect("x").execute("DROP TABLE " + args.table)\n',
);

after(
  'templates that are not here',
  'TBL006',
  'conn.execute(open("x.sql").read() % args.table)',
  'conn.execute(open("x.sql").read().format(table=args.table))',
  'from x import QUERY\nconn.execute(QUERY.format(args.table))',
  'from x import build\nconn.execute(build(args.table))',
);

decides(
  'arguments of argparse that are checked',
  '',
  `${ARGPARSE.replace('default="logs"', 'choices=["logs"]')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('default="logs"', 'type=int')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('default="logs"', 'action="store_true"')}conn.execute("DROP TABLE " + args.table)\n`,
  `import enum\nclass T(enum.Enum):\n    a = "a"\n${ARGPARSE.replace('default="logs"', 'type=T')}conn.execute("DROP TABLE " + args.table.value)\n`,
  `def name(v):\n    if v not in ("a", "b"):\n        raise ValueError\n    return v\n${ARGPARSE.replace('default="logs"', 'type=name')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('default="logs"', 'type=lambda v: v if v.isidentifier() else "logs"')}conn.execute("DROP TABLE " + args.table)\n`,
);

decides(
  'arguments of argparse whose check cannot be placed',
  'TBL007',
  `${ARGPARSE.replace('default="logs"', 'type=str.strip')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('default="logs"', '**common')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('default="logs"', 'action=Mine')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('args =', 'other = argparse.ArgumentParser()\nother.add_argument("--table")\nargs =')}conn.execute("DROP TABLE " + args.table)\n`,
);

decides(
  'defaults and helps that say more',
  'TBL003',
  `${ARGPARSE.replace('"logs"', '"main.logs"')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('default="logs"', 'help="schema.table"')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE}parser.set_defaults(table="my logs")\nconn.execute("DROP TABLE " + args.table)\n`,
);

decides(
  'sys.argv',
  'safe',
  `${ARGV}conn.execute("DROP TABLE " + sys.argv[1])\n`,
  `${ARGV}conn.execute(f"DROP TABLE {sys.argv[1]}")\n`,
  `${ARGV}args = sys.argv[1:]\nconn.execute("DROP TABLE " + args[0])\n`,
  `${ARGV}args = list(sys.argv)\nargs.pop(0)\nname = args.pop(0)\nconn.execute("DROP TABLE " + name)\n`,
  `${ARGV}script, name = sys.argv\nconn.execute("DROP TABLE " + name)\n`,
  `${ARGV}def main(argv=None):\n    argv = sys.argv if argv is None else argv\n    conn.execute("DROP TABLE " + argv[1])\nmain()\n`,
  `${ARGV}try:\n    name = sys.argv[1]\nexcept IndexError:\n    name = "logs"\nconn.execute("DROP TABLE " + name)\n`,
);

decides(
  'what is no argument of sys.argv',
  '',
  `${ARGV}conn.execute("DROP TABLE " + sys.argv[0])\n`,
  `${ARGV}conn.execute("DROP TABLE t" + str(len(sys.argv)))\n`,
  `${ARGV}if sys.argv[1] not in ("a", "b"):\n    sys.exit(2)\nname = sys.argv[1]\nconn.execute("DROP TABLE " + name)\n`,
  `${ARGV}conn.execute("DROP TABLE t" + str(int(sys.argv[1])))\n`,
);

decides(
  'what only an object of another library knows',
  '',
  'import sys\nfrom sqlalchemy import Table, MetaData, create_engine\nengine = create_engine("x")\ntable = Table(sys.argv[1], MetaData())\nengine.execute(table.select())\n',
  'import sys\nfrom psycopg2 import connect, sql\nconnect().cursor().execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(sys.argv[1])))\n',
);

test('an empty default passes the check, as argparse puts it to it', async () => {
  const text = `${ARGPARSE.replace('"logs"', '""')}name = args.table\nif not name:\n    name = "logs"\nconn.execute("DROP TABLE " + name)\n`;
  const run = await runOn('viewer-table-validation', { 'a.py': text });
  assert.match(run.text('a.py'), /if not value or _TABLE_NAME\.fullmatch\(value\):/);
});

test('a click option, its names, and what is closed', async () => {
  const program = (option: string): string =>
    `import sqlite3\nimport click\n@click.command()\n@click.option(${option})\ndef main(table):\n    sqlite3.connect("x").execute("DROP TABLE " + table)\n`;
  const cases = {
    '"--table"': 'safe',
    '"-t", "--table", required=True': 'safe',
    '"-t", "table"': 'safe',
    '"--table", type=click.STRING': 'safe',
    '"--table", type=click.Choice(TABLES)': '',
    '"--table", type=int': '',
    '"--table", is_flag=True': '',
    '"--table", callback=check': 'TBL007',
    '"--table", type=click.Path()': 'TBL007',
    '"--other"': '',
    '"--table", default="a b"': 'TBL003',
    '"--table", default=TABLE': 'unsafe',
    '"--table", **settings': 'TBL007',
  };
  for (const [option, wanted] of Object.entries(cases)) assert.equal(await decision(program(option)), wanted, option);
});

test('two values of one file that differ in safety are two fixes', async () => {
  const text = `${ARGPARSE.replace('args =', 'parser.add_argument("--other")\nargs =')}conn.execute("DROP TABLE " + args.table)\nconn.execute(f"DROP TABLE [{args.other}]")\n`;
  assert.equal(await decision(text), 'safe unsafe');
  const run = await runOn('viewer-table-validation', { 'a.py': text }, { unsafe: true });
  assert.equal(run.text('a.py').match(/type=_validate_table_name\b/g)?.length, 2);
  assert.equal(run.text('a.py').match(/def _validate_table_name/g)?.length, 1);
});

test('two frameworks of one file get two helpers', async () => {
  const click =
    'import click\n@click.command()\n@click.argument("name")\ndef main(name):\n    conn.execute("DROP TABLE " + name)\n';
  const run = await runOn('viewer-table-validation', { 'a.py': `${ARGPARSE}conn.execute("DROP TABLE " + args.table)\n${click}` });
  assert.match(run.text('a.py'), /def _validate_table_name\(/);
  assert.match(run.text('a.py'), /def _validate_table_name_2\(/);
  assert.match(run.text('a.py'), /argparse\.ArgumentTypeError/);
  assert.match(run.text('a.py'), /click\.BadParameter/);
});

test('an option is called by the name that its library gives it: the first long one', async () => {
  const click =
    'import sqlite3\nimport click\n@click.command()\n@click.option("-t", "--table", "--tbl")\ndef main(table):\n    sqlite3.connect("x.db").execute(f"SELECT * FROM {table}")\n';
  const argparse = ARGPARSE.replace('"--table"', '"-t", "--table", "--tbl"').concat(
    'conn.execute(f"SELECT * FROM {args.table}")\n',
  );
  const short = ARGPARSE.replace('"--table"', '"-t"').concat('conn.execute(f"SELECT * FROM {args.t}")\n');
  for (const [text, label] of [
    [click, '--table'],
    [argparse, '--table'],
    [short, '-t'],
  ] as const) {
    const { plan } = await runOn('viewer-table-validation', { 'a.py': text });
    const reasons = plan.changes
      .flatMap((change) => (change.kind === 'modify' ? change.steps : []))
      .flatMap(({ fixes }) => fixes);
    assert.deepEqual(
      reasons.map(({ reason }) => reason),
      [`The table name from ${label} reaches SQL text without a check.`],
    );
  }
});

decides(
  'what makes a default, and what the file says of names',
  'TBL003',
  `${ARGPARSE.replace('default="logs"', 'nargs="*", default=("a", "main.b")')}for n in args.table:\n    conn.execute("DROP TABLE " + n)\n`,
  `${ARGPARSE.replace('default="logs"', 'nargs="*"')}for n in args.table or ["main.b"]:\n    conn.execute("DROP TABLE " + n)\n`,
  `${ARGPARSE}parser.set_defaults(**{"table": "main.b"})\nconn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('ArgumentParser()', 'ArgumentParser(argument_default="main.b")')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE}conn.execute('CREATE TABLE "my logs" (a)')\nconn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE}conn.execute("create virtual table a$b using fts5(c)")\nconn.execute("DROP TABLE " + args.table)\n`,
);

decides(
  'defaults that are loaded',
  'unsafe',
  `${ARGPARSE}parser.set_defaults(**load())\nconn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('ArgumentParser()', 'ArgumentParser(argument_default=load())')}conn.execute("DROP TABLE " + args.table)\n`,
  'import sqlite3\nimport click\n@click.command(context_settings=dict(default_map=load()))\n@click.option("--table")\ndef main(table):\n    sqlite3.connect("x").execute("DROP TABLE " + table)\n',
);

decides(
  'refusals that would not be heard',
  'TBL007',
  `${ARGPARSE.replace('args = parser.parse_args()', 'try:\n    args, rest = parser.parse_known_args()\nexcept (SystemExit, OSError):\n    pass')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('ArgumentParser()', 'ArgumentParser(exit_on_error=False)').replace('args = parser.parse_args()', 'try:\n    args = parser.parse_args()\nexcept Exception as e:\n    print(e)')}conn.execute("DROP TABLE " + args.table)\n`,
);

decides(
  'refusals that are heard',
  'safe',
  `${ARGPARSE.replace('args = parser.parse_args()', 'try:\n    args = parser.parse_args()\nexcept Exception as e:\n    print(e)')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('args = parser.parse_args()', 'try:\n    args = parser.parse_args()\nexcept SystemExit:\n    raise')}conn.execute("DROP TABLE " + args.table)\n`,
  `${ARGPARSE.replace('default="logs"', 'type=None, choices=None')}conn.execute("DROP TABLE " + args.table)\n`,
);

decides(
  'ways through properties, data classes, starred names and **options',
  'safe',
  `${ARGPARSE}import functools\nclass A:\n    def __init__(self, t):\n        self.t = t\n    @functools.cached_property\n    def sql(self):\n        return "DROP TABLE " + self.t\nconn.execute(A(args.table).sql)\n`,
  `${ARGPARSE}from dataclasses import dataclass\n@dataclass\nclass A:\n    table: str\na = A(**vars(args))\nconn.execute("DROP TABLE " + a.table)\n`,
  `${ARGPARSE}import typing\nclass A(typing.NamedTuple):\n    a: int\n    t: str = "x"\nconn.execute("DROP TABLE " + A(1, t=args.table).t)\n`,
  `${ARGV}script, *rest, name = sys.argv\nconn.execute("DROP TABLE " + name)\n`,
  `${ARGV}script, *rest = sys.argv\nconn.execute("DROP TABLE " + rest[0])\n`,
  'import sqlite3\nimport click\n@click.command()\n@click.option("--table")\ndef main(**kw):\n    sqlite3.connect("x").execute("DROP TABLE " + kw["table"])\n',
);

decides(
  'other properties, data classes, starred names and **options',
  '',
  `${ARGPARSE}class A:\n    @property\n    def t(self):\n        return "logs"\nconn.execute("DROP TABLE " + A().t)\n`,
  `${ARGPARSE}from dataclasses import dataclass\n@dataclass\nclass A:\n    t: str\n    name: str\nconn.execute("DROP TABLE " + A("logs", args.table).t)\n`,
  `${ARGV}*rest, name = sys.argv\nconn.execute("DROP TABLE " + rest[0])\n`,
  'import sqlite3\nimport click\n@click.command()\n@click.option("--table", type=click.Choice(["a"]))\ndef main(**kw):\n    sqlite3.connect("x").execute("DROP TABLE " + kw["table"])\n',
);
