import assert from 'node:assert/strict';
import { hasPython, python3, skipLoudly } from '../../src/testing/python.js';
import { runOn } from '../../src/testing/run-on.js';
import { suite } from '../../src/testing/suite.js';

const CODEMOD = 'session-exit-logging';

/** A sink that fails, and a way to leave a session that prints what came out of it. */
const HEAD = `import sqlite3


class Broken:
    def __getattr__(self, name):
        def fail(*args, **kwargs):
            raise OSError(name)
        return fail


class Falsy(Exception):
    def __bool__(self):
        return False


def leave(session, error=None):
    try:
        with session:
            if error is not None:
                raise error
    except Exception as out:
        return type(out).__name__
    return "nothing"


`;

interface Limit {
  readonly name: string;
  readonly text: string;
  /** What the module prints before, and after the safe fixes. */
  readonly kept: string;
  /** What it prints when the unsafe fixes are made too: that shows why they are not safe. Null where there is no fix at all. */
  readonly unsafe: string | null;
}

const LIMITS: readonly Limit[] = [
  {
    name: 'a check that an event function of the file makes comes out',
    text: `class Base:
    def __exit__(self, exc_type, exc, tb):
        self.report_end("session ended", exc)

    def report_end(self, text, exc):
        self.sink.write(text)


class Expect(Base):
    def __enter__(self):
        return self

    def report_end(self, text, exc):
        if exc is None:
            raise AssertionError(text)


print(leave(Expect()))
`,
    kept: 'AssertionError',
    unsafe: 'nothing',
  },
  {
    name: 'a message is not acknowledged when what it asked for was not published',
    text: `class Ack:
    bus, acked = Broken(), False

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc, tb):
        self.bus.publish("job_end", exc)
        self.acknowledge()

    def acknowledge(self):
        self.acked = True


job = Ack()
print(leave(job), job.acked)
`,
    kept: 'OSError False',
    unsafe: 'nothing True',
  },
  {
    name: 'what was not published is not deleted',
    text: `class Spool:
    bus = Broken()

    def __enter__(self):
        self.files = {"spool": "three lines"}
        return self

    def __exit__(self, exc_type, exc, tb):
        text = self.files["spool"]
        self.bus.publish("spool_end", text)
        self.remove(self.files)

    def remove(self, files):
        del files["spool"]


spool = Spool()
print(leave(spool), sorted(spool.files))
`,
    kept: "OSError ['spool']",
    unsafe: 'nothing []',
  },
  {
    name: 'what the body collected is not lost without a word',
    text: `class Outbox:
    bus = Broken()

    def __enter__(self):
        self.letters = []
        return self.letters

    def __exit__(self, exc_type, exc, tb):
        if exc_type is None:
            self.bus.publish("letters", self.letters)


print(leave(Outbox()))
`,
    kept: 'OSError',
    unsafe: 'nothing',
  },
  {
    name: 'the rows of a transaction are not committed without the record that belongs to them',
    text: `class Lines:
    def __enter__(self):
        self.conn = sqlite3.connect(":memory:")
        self.conn.execute("CREATE TABLE lines (line)")
        return self

    def __exit__(self, exc_type, exc, tb):
        self.conn.execute("INSERT INTO audit_log VALUES (?)", ("two lines",))
        self.conn.executemany("INSERT INTO lines VALUES (?)", [(1,), (2,)])
        self.conn.commit()


lines = Lines()
print(leave(lines), lines.conn.execute("SELECT count(*) FROM lines").fetchone()[0])
`,
    kept: 'OperationalError 0',
    unsafe: null,
  },
  {
    name: 'a rollback that failed is not told as one that worked',
    text: `told = []


class Transaction:
    conn = Broken()

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc, tb):
        if exc_type is not None:
            self.conn.rollback()
            self.log_event("session_end", "rolled back")

    def log_event(self, kind, text):
        told.extend([open(kind, "w").name, text])


print(leave(Transaction(), KeyError("body")), told)
`,
    kept: 'OSError []',
    unsafe: null,
  },
  {
    name: 'an exception whose truth value is False is not swallowed all at once',
    text: `class Swallow:
    log_event = staticmethod(print)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc, tb):
        if exc:
            self.log_event("error", end="; ")
            return True
        self.log_event("ok", end="; ")


print(leave(Swallow(), Falsy()))
`,
    kept: 'ok; Falsy',
    unsafe: 'error; nothing',
  },
];

const test = suite('the limits of session-exit-logging');
const missing = !hasPython() && skipLoudly('the limits of session-exit-logging', 'python3');

function printed(text: string): string {
  const run = python3(['-c', text]);
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.trim();
}

for (const { name, text, kept, unsafe } of LIMITS) {
  test(name, async () => {
    if (missing) return;
    const files = { 'app.py': HEAD + text };
    assert.equal(printed(files['app.py']), kept);
    assert.equal(printed((await runOn(CODEMOD, files)).text('app.py')), kept);
    const forced = await runOn(CODEMOD, files, { unsafe: true });
    if (unsafe === null) {
      assert.deepEqual(forced.changed, []);
      assert.deepEqual([...new Set(forced.findings.map(({ code }) => code))], ['EXIT004']);
    } else assert.equal(printed(forced.text('app.py')), unsafe);
  });
}

/** The control: the same shapes without the step, the check or the claim are repaired as safe, and behave. */
const REPAIRED = `${HEAD}import logging

logging.disable()


class Session:
    bus, closed = Broken(), False

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc, tb):
        self.report_end("session ended", exc)
        self.closed = True

    def report_end(self, text, exc):
        try:
            self.bus.publish(text)
        except OSError as error:
            raise RuntimeError(text) from error


class Row:
    def __init__(self):
        self.conn = sqlite3.connect(":memory:")

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc, tb):
        self.conn.execute("INSERT INTO audit_log VALUES ('end')")
        self.conn.commit()


one, two = Session(), Session()
print(leave(one), one.closed, leave(two, KeyError("body")), two.closed, leave(Row()), leave(Row(), KeyError("body")))
`;

test('what is within them is repaired as safe', async () => {
  if (missing) return;
  assert.equal(printed(REPAIRED), 'RuntimeError False RuntimeError False OperationalError OperationalError');
  const run = await runOn(CODEMOD, { 'app.py': REPAIRED });
  assert.deepEqual([run.findings, run.withheld], [[], []]);
  assert.equal(printed(run.text('app.py')), 'nothing True KeyError True nothing KeyError');
});
