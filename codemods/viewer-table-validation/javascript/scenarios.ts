/** How to run a fixture's program. `{}` in `argv` is where the name goes. */
export interface Scenario {
  readonly fixture: string;
  readonly program: string;
  readonly argv: readonly string[];
  /** The same without a name; null where one has to be given. */
  readonly bare: readonly string[] | null;
  /** Libraries that the program imports, beside the database. */
  readonly needs?: readonly string[];
}

const DB = 'session_logs.db';

/** Fixtures whose programs are changed. */
export const CHANGED: readonly Scenario[] = [
  { fixture: 'js-commander-option', program: 'viewer.mjs', argv: ['--table', '{}'], bare: [], needs: ['commander'] },
  {
    fixture: 'js-commander-argument',
    program: 'tool.cjs',
    argv: ['count', DB, '{}'],
    bare: ['greet', 'a; b'],
    needs: ['commander'],
  },
  { fixture: 'js-commander-command-words', program: 'tool.js', argv: ['drop', DB, '{}'], bare: null, needs: ['commander'] },
  { fixture: 'js-commander-option-object', program: 'sizes.mjs', argv: [DB, '-t', '{}'], bare: [DB], needs: ['commander'] },
  { fixture: 'js-argv', program: 'show.cjs', argv: [DB, '{}'], bare: [DB, ''] },
  { fixture: 'js-argv-destructured', program: 'drop.mjs', argv: [DB, '{}'], bare: [DB, 'notes'] },
  { fixture: 'js-argv-loop', program: 'sizes.js', argv: [DB, 'notes', '{}'], bare: [DB] },
  { fixture: 'js-argv-by-hand', program: 'browse.mjs', argv: ['--file', DB, '--table', '{}'], bare: [] },
  { fixture: 'js-parse-args', program: 'report.mjs', argv: ['-d', DB, '-t', '{}'], bare: [] },
  { fixture: 'js-parse-args-positionals', program: 'vacuum.cjs', argv: [DB, 'notes', '{}'], bare: [DB, 'notes'] },
  { fixture: 'js-class-viewer', program: 'viewer.js', argv: ['--table', '{}'], bare: [] },
  { fixture: 'js-yargs-coerce', program: 'viewer.mjs', argv: ['-t', '{}'], bare: [], needs: ['yargs'] },
  { fixture: 'js-yargs-alias', program: 'viewer.cjs', argv: ['-t', '{}'], bare: [], needs: ['yargs'] },
  {
    fixture: 'js-yargs-command',
    program: 'manage.cjs',
    argv: ['clear', '{}'],
    bare: ['greet', '--table', 'a; b'],
    needs: ['yargs'],
  },
  {
    fixture: 'js-cac-action',
    program: 'tool.mjs',
    argv: ['copy', '{}'],
    bare: ['copy', 'logs', '--to', 'notes'],
    needs: ['cac'],
  },
  { fixture: 'js-cac-action', program: 'tool.mjs', argv: ['copy', 'notes', '--to', '{}'], bare: null, needs: ['cac'] },
  { fixture: 'js-citty-args', program: 'count.mjs', argv: ['{}'], bare: null, needs: ['citty'] },
  { fixture: 'ts-commander-generic', program: 'viewer.ts', argv: ['--table', '{}'], bare: null, needs: ['commander'] },
  { fixture: 'ts-commander-action', program: 'tool.mts', argv: ['drop', '--table', '{}'], bare: ['drop'], needs: ['commander'] },
  { fixture: 'ts-argv', program: 'show.ts', argv: ['{}'], bare: [] },
  { fixture: 'ts-parse-args', program: 'dump.ts', argv: ['-t', '{}'], bare: null },
  { fixture: 'ts-parse-args-multiple', program: 'sizes.ts', argv: ['--table', 'notes', '--table', '{}'], bare: [] },
  { fixture: 'ts-yargs', program: 'viewer.ts', argv: ['--table', '{}'], bare: [], needs: ['yargs'] },
  { fixture: 'ts-yargs-undeclared', program: 'show.ts', argv: ['--table', '{}'], bare: null, needs: ['yargs'] },
  { fixture: 'ts-cac-parsed', program: 'show.mts', argv: ['--table', '{}'], bare: [], needs: ['cac'] },
  { fixture: 'ts-citty', program: 'count.ts', argv: ['--table', '{}'], bare: [], needs: ['citty'] },
  { fixture: 'ts-parameter-property', program: 'viewer.ts', argv: ['{}'], bare: null },
];

/** Fixtures that are left alone because their programs refuse by themselves. */
export const LEFT: readonly Scenario[] = [
  { fixture: 'js-leave-known', program: 'known.mjs', argv: ['logs', '{}', 'notes', 'log'], bare: null },
  { fixture: 'js-leave-catalogue', program: 'head.cjs', argv: [DB, '{}'], bare: null },
  {
    fixture: 'js-leave-own-check',
    program: 'viewer.mjs',
    argv: ['--kind', 'logs', '--table', '{}'],
    bare: null,
    needs: ['commander'],
  },
  { fixture: 'ts-leave-union', program: 'known.ts', argv: ['{}'], bare: null },
  { fixture: 'ts-leave-assertion', program: 'viewer.ts', argv: ['logs', '{}'], bare: null },
  { fixture: 'ts-leave-yargs', program: 'viewer.ts', argv: ['--name', '{}'], bare: [], needs: ['yargs'] },
];
