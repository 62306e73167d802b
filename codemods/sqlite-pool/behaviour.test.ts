import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCases } from '../../src/testing/fixture-case.js';
import { hasPython, python3, skipLoudly } from '../../src/testing/python.js';
import { runOn } from '../../src/testing/run-on.js';
import { suite } from '../../src/testing/suite.js';

/** The drivers are Python and stay where they are written. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DRIVER = path.join(ROOT, 'codemods/sqlite-pool/behaviour/drive.py');

interface Facts {
  readonly broken?: string;
  readonly raised: string | null;
  readonly same: boolean;
  readonly held: boolean;
  readonly open: boolean;
  readonly length: readonly [number, number];
  readonly 'other writer': string;
  readonly next: string | null;
  readonly rows: readonly string[];
  readonly usable: readonly (string | null)[];
  readonly closes: readonly number[];
  readonly 'open after one alone': boolean;
  readonly 'open after the outer one': boolean;
}

type Side = Readonly<Record<string, Facts>>;
type Report = Readonly<Record<string, { readonly before: Side; readonly after: Side }>>;

/** Runs every subject as it is in its fixture and as the codemod makes it. */
async function drive(names: readonly string[]): Promise<Report> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'sqlite-pool-'));
  try {
    for (const fixture of readCases(path.join(ROOT, 'fixtures'), 'sqlite-pool')) {
      if (!names.includes(fixture.name)) continue;
      const run = await runOn('sqlite-pool', fixture.input);
      write(path.join(root, fixture.name, 'before'), Object.entries(fixture.input));
      write(path.join(root, fixture.name, 'after'), run.files);
    }
    assert.deepEqual(readdirSync(root).sort(), [...names].sort(), 'every subject is a fixture');
    const { status, stdout, stderr } = python3([DRIVER, root]);
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout) as Report;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function write(folder: string, files: Iterable<readonly [string, Buffer]>): void {
  for (const [name, bytes] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

/** Subjects whose connection is taken out while it is used, and given back. */
const TAKEN = [
  'aiosqlite-queue',
  'deque-on-demand',
  'exit-deque',
  'exit-queue',
  'handler-base-exception',
  'list-pop-or-create',
  'queue-acquire-release',
  'queue-prefilled',
];
/** Subjects whose connection stays in its slot while it is used. */
const SHARED = [
  'aiosqlite-dict-logs',
  'apsw-explicit-begin',
  'commit-in-else',
  'dict-accessor-own-key',
  'dict-lock-contextmanager',
  'dict-under-flag',
  'flag-negated',
  'handler-too-narrow',
  'local-dict',
  'local-hasattr',
  'local-none-tabs',
  'local-yield-bare',
  'needed-further-out',
  'property-accessor',
  'registry-of-all',
  'setdefault-walrus',
  'threads-locked-or-keyed',
];
/** Subjects whose connections nothing can replace: one that cannot be rolled back goes back closed. */
const UNREPLACED = ['exit-stack', 'pool-by-type'];
/** An `__exit__` rolls back, though its connection is shared: the object goes on having it. */
const ROLLED_BACK = [...TAKEN, ...UNREPLACED, 'exit-thread-local', 'kept-elsewhere'];
const REPLACED = [...TAKEN, ...SHARED, 'exit-thread-local', 'kept-elsewhere'];
const ALL = [...REPLACED, ...UNREPLACED];

const names = hasPython() ? [...ALL, 'nested-users'] : [];
const report = names.length === 0 ? {} : await drive(names);
const test = suite('sqlite-pool at work');
if (names.length === 0) test('is not shown', () => void skipLoudly('the behaviour of sqlite-pool', 'python3'));

function facts(subject: string, side: 'before' | 'after', scenario: string): Facts {
  const found = report[subject]?.[side][scenario];
  assert.ok(found !== undefined && found.broken === undefined, `${subject} ${side} ${scenario}: ${found?.broken}`);
  return found;
}

const isPlayed = (subject: string): boolean => names.includes(subject);

const FAILURES = {
  error: 'OperationalError: disk I/O error',
  interrupt: 'KeyboardInterrupt: now',
  cancelled: 'CancelledError: now',
};

for (const subject of ALL.filter(isPlayed)) {
  for (const [scenario, raised] of Object.entries(FAILURES)) {
    test(`${subject}: before, ${scenario} leaves the transaction open and the database locked`, () => {
      const found = facts(subject, 'before', scenario);
      assert.deepEqual([found.raised, found.same, found.held, found.open], [raised, true, true, true]);
      assert.equal(found['other writer'], 'database is locked');
      // Whoever has that connection next commits the failed row; who has another one waits for it.
      const begins = subject === 'apsw-explicit-begin';
      assert.ok(begins || found.rows.includes('lost') || found.next === 'OperationalError: database is locked');
    });
    test(`${subject}: after, ${scenario} goes on as it was, and nobody else notices`, () => {
      const found = facts(subject, 'after', scenario);
      assert.deepEqual([found.raised, found.same, found.open], [raised, true, false]);
      assert.deepEqual([found['other writer'], found.next, found.rows], ['ok', null, ['good', 'next']]);
      assert.equal(found.held, ROLLED_BACK.includes(subject), 'in the pool only when it was rolled back');
      assert.equal(found.length[1], ROLLED_BACK.includes(subject) ? found.length[0] : 0);
    });
  }

  test(`${subject}: a close that fails does not take the place of the first failure`, () => {
    const found = facts(subject, 'after', 'close_fails');
    assert.deepEqual([found.raised, found.same], ['OperationalError: first', true]);
    assert.equal(found.held, ROLLED_BACK.includes(subject));
  });
}

for (const subject of REPLACED.filter(isPlayed)) {
  test(`${subject}: a rollback that fails does not either, and the connection is not handed out again`, () => {
    const found = facts(subject, 'after', 'rollback_fails');
    assert.deepEqual([found.held, found['other writer'], found.rows], [false, 'ok', ['good', 'next']]);
    assert.equal(found.same, true);
    if (TAKEN.includes(subject)) assert.equal(found.length[1], found.length[0]);
  });

  test(`${subject}: one failure more than there are connections drains nothing`, () => {
    const found = facts(subject, 'after', 'drain');
    assert.deepEqual([...new Set(found.usable)], [null]);
    if (TAKEN.includes(subject)) assert.equal(found.length[1], found.length[0]);
  });
}

for (const subject of UNREPLACED.filter(isPlayed)) {
  test(`${subject}: a connection that cannot be rolled back goes back closed, and nobody commits what was in it`, () => {
    const found = facts(subject, 'after', 'rollback_fails');
    assert.deepEqual([found.same, found.open, found['other writer'], found.rows], [true, false, 'ok', ['good']]);
    assert.deepEqual([found.held, found.length[1]], [true, found.length[0]]);
    assert.match(found.next ?? '', /^ProgrammingError: Cannot operate on a closed database/);
  });
}

for (const subject of ['dict-under-flag', 'flag-negated'].filter(isPlayed)) {
  test(`${subject}: with the flag off the connection is closed exactly once`, () => {
    for (const side of ['before', 'after'] as const) {
      const { same, closes } = facts(subject, side, 'unpooled');
      assert.deepEqual([same, closes], [true, [1]]);
    }
  });
}

for (const subject of ['aiosqlite-queue', 'aiosqlite-dict-logs'].filter(isPlayed)) {
  test(`${subject}: a task that is cancelled in the region`, () => {
    const before = facts(subject, 'before', 'task_cancelled');
    assert.deepEqual([before.raised, before['other writer']], ['CancelledError', 'database is locked']);
    const after = facts(subject, 'after', 'task_cancelled');
    assert.deepEqual([after.raised, after['other writer'], after.next], ['CancelledError', 'ok', null]);
    assert.deepEqual(after.rows, ['good', 'next']);
  });
}

test('nested-users: the holder around goes on with the same connection', () => {
  if (!names.includes('nested-users')) return;
  const before = facts('nested-users', 'before', 'nested');
  const after = facts('nested-users', 'after', 'nested');
  assert.equal(before['open after one alone'], true);
  assert.equal(after['open after one alone'], false);
  assert.deepEqual([after.raised, after.held, after.rows], [before.raised, true, before.rows]);
});
