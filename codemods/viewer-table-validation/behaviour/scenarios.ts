/** How to run a fixture's program. `{}` in `argv` is where the name goes. */
export interface Scenario {
  readonly fixture: string;
  readonly program: string;
  readonly argv: readonly string[];
  /** The same without a name; null where one has to be given. */
  readonly bare: readonly string[] | null;
  /** A name that works. */
  readonly plain?: string;
  /** What a module calls to run the program; absent: it is run as `__main__`. */
  readonly entry?: string;
  /** Other files that the program needs. */
  readonly files?: Readonly<Record<string, string>>;
  readonly needs?: 'click';
  readonly unsafe?: true;
}

const DB = 'session_logs.db';

/** Fixtures whose programs are changed. */
export const CHANGED: readonly Scenario[] = [
  { fixture: 'argparse-option', program: 'viewer.py', argv: ['--table', '{}'], bare: [] },
  { fixture: 'argparse-positional', program: 'count_rows.py', argv: [DB, '{}'], bare: null },
  { fixture: 'argparse-dest', program: 'export.py', argv: ['-d', DB, '-t', '{}'], bare: null },
  { fixture: 'argparse-vars', program: 'report.py', argv: [DB, '-l', '{}'], bare: [DB] },
  { fixture: 'argparse-type-str', program: 'dump.py', argv: [DB, '--table={}'], bare: [DB] },
  { fixture: 'argparse-hops', program: 'audit.py', argv: [DB, '--table', '{}'], bare: [DB] },
  { fixture: 'argparse-subcommands', program: 'manage.py', argv: ['clear', '{}'], bare: ['greet', "Sean O'Neill; Jr."] },
  { fixture: 'argparse-or-default', program: 'latest.py', argv: ['--table', '{}'], bare: ['--table', ''] },
  {
    fixture: 'argparse-string-methods',
    program: 'tail.py',
    argv: [DB, '-t', '{}', '--level', 'info'],
    bare: [DB],
    plain: 'Logs',
  },
  { fixture: 'argparse-append', program: 'vacuum.py', argv: ['--table', 'notes', '--table', '{}', 'logs'], bare: [] },
  { fixture: 'argparse-append', program: 'vacuum.py', argv: ['logs', '{}'], bare: ['logs'] },
  { fixture: 'argparse-global-async', program: 'columns.py', argv: [DB, '{}'], bare: [DB] },
  { fixture: 'argparse-sql-built-elsewhere', program: 'search.py', argv: ['--in', '{}', '--newest-first', 'n'], bare: ['o'] },
  {
    fixture: 'argparse-two-tables',
    program: 'copy_table.py',
    argv: [DB, '--source', '{}', '--target', 'copy'],
    bare: [DB, '--target', 'c'],
  },
  {
    fixture: 'argparse-empty-default',
    program: 'import_rows.py',
    argv: ['rows.csv', DB, '-t', '{}'],
    bare: ['rows.csv', DB],
    files: { 'rows.csv': 'ts,message,level\n1,a,b\n' },
  },
  { fixture: 'argparse-subparsers-lambda', program: 'tool.py', argv: ['drop', 'notes', '{}'], bare: [] },
  { fixture: 'argparse-subparsers-lambda', program: 'tool.py', argv: ['analyze', '{}'], bare: null },
  { fixture: 'header-and-cookie', program: 'stat.py', argv: ['{}'], bare: [] },
  { fixture: 'argparse-two-tables', program: 'copy_table.py', argv: [DB, '--target', '{}'], bare: null, plain: 'fresh' },
  { fixture: 'argparse-names-taken', program: 'rename.py', argv: ['--to', '{}'], bare: null, plain: 'old_logs' },
  { fixture: 'empty-means-default', program: 'branches.py', argv: ['--table', '{}'], bare: ['--table', ''] },
  { fixture: 'empty-means-default', program: 'replaced.py', argv: ['--table={}'], bare: ['--table='] },
  { fixture: 'empty-means-default', program: 'chosen.py', argv: ['--table', '{}'], bare: ['--table', ''] },
  { fixture: 'empty-means-default', program: 'typed.py', argv: ['{}'], bare: [''] },
  { fixture: 'empty-means-default', program: 'asked.py', argv: ['{}'], bare: [''], needs: 'click' },
  { fixture: 'argv-starred', program: 'sizes.py', argv: [DB, 'notes', '{}'], bare: [DB] },
  { fixture: 'argv-starred', program: 'last.py', argv: ['-v', '{}'], bare: null },
  { fixture: 'sql-in-property', program: 'viewer.py', argv: ['--table', '{}'], bare: null },
  { fixture: 'data-class', program: 'viewer.py', argv: ['--name', '{}'], bare: [] },
  { fixture: 'click-keywords', program: 'viewer.py', argv: ['--table', '{}', '-n', '1'], bare: null, needs: 'click' },
  { fixture: 'argv-module-level', program: 'dbquery.py', argv: [DB, '{}'], bare: null },
  { fixture: 'argv-main-guard', program: 'query.py', argv: [DB, '{}'], bare: [] },
  { fixture: 'argv-main-guard', program: 'query.py', argv: [DB, '{}', '1'], bare: null },
  { fixture: 'argv-by-hand', program: 'browse.py', argv: ['--table', '{}'], bare: ['--file', DB] },
  { fixture: 'argv-unpack', program: 'drop_old.py', argv: [DB, '{}'], bare: null },
  { fixture: 'argv-main-parameter', program: 'show.py', argv: [DB, '{}'], bare: [DB] },
  { fixture: 'argv-loop', program: 'sizes.py', argv: [DB, 'logs', '{}'], bare: [DB] },
  { fixture: 'getopt-option', program: 'purge.py', argv: ['-t', '{}'], bare: ['-d', DB] },
  { fixture: 'click-option', program: 'show.py', argv: ['--table', '{}'], bare: ['--limit', '1'], needs: 'click' },
  {
    fixture: 'click-argument',
    program: 'tool/admin.py',
    argv: ['drop', '--yes', '{}'],
    bare: ['list'],
    entry: 'cli',
    files: { 'tool/__init__.py': '', 'tool/settings.py': `DATABASE = '${DB}'\n` },
    needs: 'click',
  },
  { fixture: 'typer-option', program: 'show.py', argv: ['-t', '{}', DB], bare: [], needs: 'click' },
  { fixture: 'typer-annotated', program: 'count.py', argv: ['count', '--table', '{}', DB], bare: ['count', DB], needs: 'click' },
  { fixture: 'typer-annotated', program: 'count.py', argv: ['wipe', DB, '--table', '{}'], bare: ['wipe', DB], needs: 'click' },
  { fixture: 'pandas-read-sql', program: 'frame.py', argv: [DB, '--table', '{}'], bare: [DB, '--out', 'x.csv'] },
  { fixture: 'tbl005-clauses', program: 'select.py', argv: ['--table', '{}'], bare: ['--columns', 'ts'] },
  { fixture: 'quoted-unsafe', program: 'viewer.py', argv: ['--table', '{}'], bare: [], unsafe: true },
];

/** Fixtures that are left alone because their programs refuse by themselves. */
export const LEFT: readonly Scenario[] = [
  { fixture: 'leave-choices', program: 'stats.py', argv: ['--table', '{}'], bare: [] },
  { fixture: 'leave-own-type', program: 'viewer.py', argv: ['{}'], bare: null },
  { fixture: 'leave-click-choice', program: 'show.py', argv: ['--other', '{}'], bare: [], needs: 'click' },
  { fixture: 'leave-click-choice', program: 'show.py', argv: ['--table', '{}'], bare: [], needs: 'click' },
  { fixture: 'leave-callback-validates', program: 'cli.py', argv: ['--table', '{}'], bare: [], needs: 'click' },
  { fixture: 'leave-membership', program: 'purge.py', argv: ['--table', '{}'], bare: [] },
  { fixture: 'leave-membership', program: 'purge.py', argv: ['--known', '{}'], bare: [] },
  { fixture: 'leave-catalogue', program: 'head.py', argv: [DB, '{}'], bare: null },
  { fixture: 'leave-sanitiser', program: 'load.py', argv: ['rows.csv', '{}'], bare: null, files: { 'rows.csv': '1,a\n' } },
  { fixture: 'leave-mapping', program: 'show.py', argv: ['{}'], bare: null, plain: 'log' },
  {
    fixture: 'leave-already-checked',
    program: 'viewer.py',
    argv: ['--table', '{}', '--second', 'notes'],
    bare: ['--second', 'notes'],
  },
];
