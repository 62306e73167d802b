import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCases } from '../../src/testing/fixture-case.js';
import { hasPython, python3, skipLoudly } from '../../src/testing/python.js';
import { runOn } from '../../src/testing/run-on.js';
import { suite } from '../../src/testing/suite.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PARAMS = { params: { 'with-test': true } };

const KEYS = `import sqlite3

_open = {}


def connection(path):
    if path not in _open:
        _open[path] = sqlite3.connect(path)
    return _open[path]


def store(path, key):
    conn = connection(path)
    conn.execute("INSERT INTO keys VALUES (?)", (key,))
    conn.commit()
`;

const WORKERS = `import queue
import sqlite3

_idle = queue.Queue()


def connect():
    return sqlite3.connect("workers.db", check_same_thread=False)


def start(size):
    for _ in range(size):
        _idle.put(connect())


def note(text):
    conn = _idle.get()
    try:
        conn.execute("INSERT INTO notes VALUES (?)", (text,))
        conn.commit()
    finally:
        _idle.put(conn)
`;

const test = suite('sqlite-pool with-test');

test('writes nothing without being asked', async () => {
  const run = await runOn('sqlite-pool', { 'keys.py': KEYS });
  assert.deepEqual(run.changed, ['keys.py']);
});

test('writes no test for a module that stays as it is', async () => {
  const run = await runOn('sqlite-pool', { 'other.py': 'import sqlite3\n\nconn = sqlite3.connect("x")\n' }, PARAMS);
  assert.deepEqual(run.changed, []);
});

test('never writes over a file', async () => {
  const mine = 'def test_mine():\n    pass\n';
  const run = await runOn('sqlite-pool', { 'keys.py': KEYS, 'test_keys_pool.py': mine }, PARAMS);
  assert.equal(run.text('test_keys_pool.py'), mine);
  assert.deepEqual(run.changed, ['keys.py']);
  assert.deepEqual(
    run.findings.map(({ path: file, code }) => [file, code]),
    [['test_keys_pool.py', 'create-exists']],
  );
});

test('leaves its own test alone, and changes nothing the second time', async () => {
  const first = await runOn('sqlite-pool', { 'keys.py': KEYS }, PARAMS);
  assert.deepEqual(first.changed, ['keys.py', 'test_keys_pool.py']);
  const own = { 'keys.py': KEYS, 'test_keys_pool.py': first.text('test_keys_pool.py') };
  const again = await runOn('sqlite-pool', own, PARAMS);
  assert.deepEqual([again.changed, again.findings], [['keys.py'], []]);
  const second = await runOn('sqlite-pool', Object.fromEntries(first.files), PARAMS);
  assert.deepEqual([second.changed, second.findings], [[], []]);
});

test('says why there is no test', async () => {
  const run = await runOn('sqlite-pool', { 'workers.py': WORKERS, 'key-store.py': KEYS }, PARAMS);
  assert.deepEqual(run.changed, ['key-store.py', 'workers.py']);
  const told = run.findings.map(({ path: file, code, message }) => `${file} ${code} ${message}`).sort();
  assert.match(told[0] ?? '', /^key-store\.py POOL015 .*could not import/);
  assert.match(told[1] ?? '', /^workers\.py POOL015 No test was written for note: .*how its pool is filled/);
});

/** Fixtures whose generated tests are run, and how many tests there are in each. */
const SUBJECTS: Readonly<Record<string, number>> = {
  'aiosqlite-dict-logs': 1,
  'deque-on-demand': 1,
  'dict-lock-contextmanager': 1,
  'dict-under-flag': 1,
  'exit-queue': 2,
  'exit-thread-local': 1,
  'list-pop-or-create': 1,
  'local-hasattr': 2,
  'local-yield-bare': 1,
  'property-accessor': 1,
  'queue-acquire-release': 2,
  'queue-prefilled': 1,
  'with-test-created': 3,
};

/** Runs every generated test, once beside the repaired module and once beside the module as it was. */
async function generated(side: 'before' | 'after'): Promise<string> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'sqlite-pool-'));
  try {
    for (const fixture of readCases(path.join(ROOT, 'fixtures'), 'sqlite-pool')) {
      if (!(fixture.name in SUBJECTS)) continue;
      const run = await runOn('sqlite-pool', fixture.input, PARAMS);
      for (const [name, bytes] of run.files) {
        const file = path.join(root, fixture.name.replaceAll('-', '_'), name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, side === 'before' ? (fixture.input[name] ?? bytes) : bytes);
      }
    }
    writeFileSync(path.join(root, 'settings.py'), 'DATABASE = "session.db"\nSIZE = 2\nfresh = False\n');
    const stands = path.join(ROOT, 'codemods/sqlite-pool/behaviour/stand-ins');
    writeFileSync(
      path.join(root, 'conftest.py'),
      `import sys\n\nsys.path[:0] = [${JSON.stringify(stands)}, ${JSON.stringify(root)}]\n`,
    );
    const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--import-mode=importlib', root];
    return python3(args, { cwd: root, module: 'pytest' }).stdout;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const count = Object.values(SUBJECTS).reduce((sum, one) => sum + one, 0);

test('the tests pass with the repair, and fail without it', async () => {
  if (!hasPython('pytest') && skipLoudly('the generated tests of sqlite-pool', 'pytest')) return;
  assert.match(await generated('after'), new RegExp(`^${count} passed`, 'm'));
  // A test of what has nothing to do with the repair stands in the fixture with-test-created.
  assert.match(await generated('before'), new RegExp(`^${count - 1} failed, 1 passed`, 'm'));
});
