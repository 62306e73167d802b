import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasPython, python3, skipLoudly } from '../../src/testing/python.js';
import { runOn } from '../../src/testing/run-on.js';
import { suite } from '../../src/testing/suite.js';
import { cleanupFirst, SPELLINGS, session } from './behaviour/subjects.js';

/** The drivers are Python and stay where they are written. */
const DRIVER = fileURLToPath(new URL('../../../codemods/session-exit-logging/behaviour/drive.py', import.meta.url));
const CODEMOD = 'session-exit-logging';

interface Row {
  readonly out: string | null;
  readonly same: boolean;
  readonly lines: readonly string[];
  readonly tried: number;
  readonly logged: readonly string[];
  readonly closed: number;
}

interface Report {
  readonly rows: Readonly<Record<string, Row>>;
  readonly returned: readonly string[];
}

type Texts = Readonly<Record<string, string>>;

/** Writes files into a fresh folder, hands it over, and takes it away again. */
function inFolder<T>(files: Texts, use: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'session-exit-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What becomes of every subject, in every row of the driver. */
function drive(files: Texts): ReadonlyMap<string, Report> {
  const run = inFolder(files, (folder) => python3([DRIVER, folder]));
  assert.equal(run.status, 0, run.stderr);
  const reports = JSON.parse(run.stdout) as Record<string, Report>;
  return new Map(Object.keys(files).map((name) => [name, reports[name.replace('.py', '')] ?? assert.fail(`no ${name}`)]));
}

async function transform(files: Texts, params: Readonly<Record<string, unknown>> = {}): Promise<Texts> {
  const run = await runOn(CODEMOD, files, { params });
  assert.deepEqual([...run.changed].sort(), Object.keys(files).sort(), JSON.stringify(run.findings));
  return Object.fromEntries([...run.files].map(([name, bytes]) => [name, bytes.toString()]));
}

function rowOf(report: Report, name: string): Row {
  return report.rows[name] ?? assert.fail(`no row ${name}`);
}

/** Compares the named parts of a row. */
function check(report: Report, name: string, wanted: Partial<Row>): void {
  const row = rowOf(report, name);
  const seen = Object.fromEntries(Object.keys(wanted).map((key) => [key, row[key as keyof Row]]));
  assert.deepEqual(seen, wanted, `${name}: ${JSON.stringify(row)}`);
}

/** Everything that is promised of a repaired session that tells first and cleans up then. */
function checkRepaired(report: Report, end: 'ok' | 'any'): void {
  check(report, 'clean', { out: null, tried: 1, logged: [], closed: 1 });
  check(report, 'body', { out: 'KeyError', same: true, tried: 1, logged: [], closed: 1 });
  check(report, 'body, log', { out: 'KeyError', same: true, tried: 1, lines: [], logged: ['OSError'], closed: 1 });
  check(report, 'log', { out: null, tried: 1, logged: ['OSError'], closed: 1 });
  check(report, 'interrupt, log', { out: 'KeyboardInterrupt', same: true, logged: ['OSError'], closed: 1 });
  check(report, 'cancelled, log', { out: 'CancelledError', same: true, logged: ['OSError'], closed: 1 });
  check(report, 'interrupt in the log', { out: 'KeyboardInterrupt', logged: [] });
  check(report, 'falsy', { out: 'Falsy', same: true, closed: 1 });
  if (end === 'ok') {
    check(report, 'clean', { lines: ['ok'] });
    check(report, 'body', { lines: ["error: KeyError('body')"] });
    check(report, 'falsy', { lines: ["error: Falsy('body')"] });
  }
}

/** What shows the defect before the repair. */
function checkBroken(report: Report): void {
  check(report, 'clean', { out: null, lines: ['ok'], closed: 1 });
  check(report, 'body', { out: 'KeyError', same: true });
  check(report, 'body, log', { out: 'OSError', same: false, logged: [], closed: 0 });
  check(report, 'log', { out: 'OSError', closed: 0 });
  check(report, 'interrupt, log', { out: 'OSError', closed: 0 });
  check(report, 'cancelled, log', { out: 'OSError', closed: 0 });
  check(report, 'falsy', { lines: ['ok'] });
}

const test = suite('session-exit-logging at work');
const missing = !hasPython() && skipLoudly('the behaviour of session-exit-logging', 'python3');

for (const isAsync of [false, true]) {
  const kind = isAsync ? '__aexit__' : '__exit__';

  test(`${kind}, in ${SPELLINGS.length} spellings of its signature`, async () => {
    if (missing) return;
    const files = Object.fromEntries(SPELLINGS.map((spelling, index) => [`subject_${index}.py`, session(spelling, isAsync)]));
    const before = drive(files);
    const after = drive(await transform(files));
    for (const [name, report] of before) {
      checkBroken(report);
      const repaired = after.get(name) ?? assert.fail(name);
      checkRepaired(repaired, 'ok');
      assert.deepEqual(repaired.returned, report.returned);
    }
  });

  test(`${kind} returns what it returned`, async () => {
    if (missing) return;
    const closings = [
      'return False',
      'return None',
      'return',
      'pass',
      'return exc_type is not None and exc.args == ()',
      'return True',
    ];
    const spelling = SPELLINGS[0] ?? assert.fail('no spelling');
    const files = Object.fromEntries(
      closings.map((closing, index) => [`subject_${index}.py`, session(spelling, isAsync, closing)]),
    );
    const before = drive(files);
    const after = drive(await transform(files));
    for (const [name, report] of before) assert.deepEqual(after.get(name)?.returned, report.returned, name);
    assert.equal(new Set([...before.values()].map(({ returned }) => returned.join())).size, 4);
  });

  test(`${kind} that cleans up first tells its end even when the clean-up fails`, async () => {
    if (missing) return;
    const files = { 'subject_first.py': cleanupFirst(isAsync) };
    const before = drive(files).get('subject_first.py') ?? assert.fail();
    check(before, 'clean-up', { out: 'ValueError', tried: 0 });
    const after = drive(await transform(files)).get('subject_first.py') ?? assert.fail();
    checkRepaired(after, 'any');
    check(after, 'clean-up', { out: 'ValueError', tried: 1, lines: ['None'], closed: 1 });
    check(after, 'body, log, clean-up', { out: 'ValueError', tried: 1, logged: ['OSError'] });
    assert.deepEqual(after.returned, before.returned);
  });

  test(`${kind} in the mode cleanup-only lets the failure out and cleans up`, async () => {
    if (missing) return;
    const spelling = SPELLINGS[0] ?? assert.fail('no spelling');
    const files = { 'subject_tells.py': session(spelling, isAsync), 'subject_first.py': cleanupFirst(isAsync) };
    const after = drive(await transform(files, { mode: 'cleanup-only' }));
    const tells = after.get('subject_tells.py') ?? assert.fail();
    check(tells, 'clean', { out: null, lines: ['ok'], closed: 1 });
    check(tells, 'log', { out: 'OSError', logged: [], closed: 1 });
    check(tells, 'body, log', { out: 'OSError', closed: 1 });
    check(tells, 'interrupt in the log', { out: 'KeyboardInterrupt', closed: 1 });
    const first = after.get('subject_first.py') ?? assert.fail();
    check(first, 'clean-up', { out: 'ValueError', tried: 1 });
    check(first, 'log', { out: 'OSError', logged: [], closed: 1 });
  });
}

const MODULE = `import time

from store import log_event


class Session:
    def __exit__(self, exc_type, exc, tb):
        elapsed = time.monotonic() - self.start
        log_event("session_end", f"{elapsed:.1f} s")
        self.client.close()


class Child(Session):
    async def __aexit__(self, *exc_info):
        await self.events.publish("child_end", failed=exc_info[0] is not None)
        await self.client.aclose()


class Inner(Session):
    def __exit__(self, *exc_info):
        log_event("inner_end")
        super().__exit__(*exc_info)
`;
const STORE = 'def log_event(kind, detail=""):\n    print(kind, detail)\n';

const written = suite('the test that session-exit-logging writes');

written('passes after the repair and fails before it', async () => {
  const files = { 'app/session.py': MODULE, 'app/store.py': STORE };
  const run = await runOn(CODEMOD, files, { params: { 'with-test': true } });
  assert.deepEqual(run.changed, ['app/session.py', 'app/test_app_session_exit.py']);
  assert.match(run.findings.map(({ message }) => message).join(), /no test was written for Inner.__exit__/);
  if (!hasPython('pytest')) {
    skipLoudly('the test that session-exit-logging writes', 'pytest');
    return;
  }
  const after = { ...files, 'app/session.py': run.text('app/session.py'), 'test.py': run.text('app/test_app_session_exit.py') };
  const pytest = (texts: Texts): number | null =>
    inFolder({ ...texts, 'app/test_app_session_exit.py': after['test.py'] }, (folder) => {
      const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'app/test_app_session_exit.py'];
      return python3(args, { cwd: folder, module: 'pytest' }).status;
    });
  assert.equal(pytest(after), 0);
  assert.equal(pytest(files), 1);
});

written('in the mode cleanup-only shows that the clean-up ran', async () => {
  const files = { 'session.py': MODULE, 'store.py': STORE, 'tests/conftest.py': '' };
  const run = await runOn(CODEMOD, files, { params: { 'with-test': true, mode: 'cleanup-only' } });
  if (!hasPython('pytest')) return;
  const test = 'tests/test_session_exit.py';
  const pytest = (module: string): number | null =>
    inFolder({ ...files, 'session.py': module, [test]: run.text(test) }, (folder) => {
      return python3(['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests'], { cwd: folder, module: 'pytest' }).status;
    });
  assert.equal(pytest(run.text('session.py')), 0);
  assert.equal(pytest(MODULE), 1);
});

written('is never written over another file, and not written twice', async () => {
  const files = { 'session.py': MODULE, 'store.py': STORE };
  const params = { 'with-test': true };
  const first = await runOn(CODEMOD, files, { params });
  const after = Object.fromEntries(first.files);
  assert.deepEqual((await runOn(CODEMOD, after, { params })).changed, []);
  const occupied = await runOn(CODEMOD, { ...files, 'test_session_exit.py': '"""Mine."""\n' }, { params });
  assert.deepEqual(occupied.changed, ['session.py']);
  assert.equal(occupied.text('test_session_exit.py'), '"""Mine."""\n');
  assert.ok(occupied.findings.some(({ code, path }) => code === 'create-exists' && path === 'test_session_exit.py'));
});
