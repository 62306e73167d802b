import type { ModuleHome } from './module-home.js';
import type { RepairNote } from './repair-note.js';

/** The text of a pytest file that shows the repairs of one module at work. */
export function testText(modulePath: string, home: ModuleHome, notes: readonly RepairNote[]): string {
  const isAsync = notes.some((note) => note.isAsync);
  const tests = notes.map((note, index) => testFor(note, nameOf(note, notes.slice(0, index))));
  const blocks = [...new Set(notes.filter(({ use }) => use === 'block').map((note) => note.isAsync))];
  return `${[
    `${heading(modulePath)}\n\n${imports(isAsync)}\n\n${place(home)}`,
    STAND_INS,
    FIXTURES,
    OUTCOME,
    ...blocks.sort().map((one) => (one ? LEAVE_ASYNC : LEAVE)),
    ...tests,
  ].join('\n\n\n')}\n`;
}

function heading(modulePath: string): string {
  return `"""What fails in ${modulePath} leaves no open transaction and no broken connection in its pool.

Written by the codemod sqlite-pool. Change it or delete it as you like: it is never written over.
"""`;
}

function imports(isAsync: boolean): string {
  const modules = [...(isAsync ? ['asyncio'] : []), 'importlib', 'pathlib', 'sqlite3', 'sys'];
  return `${modules.map((name) => `import ${name}`).join('\n')}\n\nimport pytest`;
}

function place({ name, importRoot, testPath }: ModuleHome): string {
  const up = testPath.split('/').length - 1;
  const root = `pathlib.Path(__file__).resolve().parents[${up}]`;
  return `ROOT = ${root}${importRoot === '' ? '' : ` / ${JSON.stringify(importRoot)}`}\nNAME = ${JSON.stringify(name)}`;
}

const STAND_INS = `class Broken(sqlite3.OperationalError):
    """What a connection raises once it is told to fail."""


class Cursor(sqlite3.Cursor):
    def execute(self, sql, *args):
        self.connection.check(sql)
        return super().execute(sql, *args)

    def executemany(self, sql, *args):
        self.connection.check(sql)
        return super().executemany(sql, *args)

    def executescript(self, sql):
        self.connection.check(sql)
        return super().executescript(sql)


class Connection(sqlite3.Connection):
    """Fails at the next statement or commit when it is told to, and remembers that it was ended."""

    failing = False
    failed = False
    ended = False

    def check(self, sql):
        if Connection.failing and not sql.lstrip().upper().startswith(("PRAGMA", "CREATE")):
            self.failed = True
            raise Broken("this statement fails")

    def cursor(self, factory=Cursor):
        return super().cursor(factory)

    def execute(self, *args):
        return self.cursor().execute(*args)

    def executemany(self, *args):
        return self.cursor().executemany(*args)

    def executescript(self, sql):
        return self.cursor().executescript(sql)

    def commit(self):
        self.check("COMMIT")
        super().commit()

    def rollback(self):
        self.ended = True
        super().rollback()

    def close(self):
        self.ended = True
        super().close()`;

const FIXTURES = `@pytest.fixture
def opened(monkeypatch, tmp_path):
    """The connections that the module opens. All of them are to databases in memory."""
    connections = []
    real = sqlite3.connect

    def connect(*args, **options):
        options.pop("database", None)
        conn = real(":memory:", **{**options, "factory": Connection, "check_same_thread": False})
        connections.append(conn)
        return conn

    monkeypatch.setattr(sqlite3, "connect", connect)
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.chdir(tmp_path)
    yield connections
    Connection.failing = False
    for conn in connections:
        conn.close()


@pytest.fixture
def module(opened):
    """The module, imported anew, so that its pool is its own."""
    top = NAME.partition(".")[0]
    known = {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == top}
    yield importlib.import_module(NAME)
    for name in [name for name in sys.modules if name.partition(".")[0] == top]:
        del sys.modules[name]
    sys.modules.update(known)`;

const OUTCOME = `def outcome(call):
    """What a call on failing connections raises, and what that was raised for."""
    Connection.failing = True
    try:
        call()
    except Exception as error:
        chain = []
        while error is not None:
            chain.append(error)
            error = error.__cause__ or error.__context__
        return chain
    finally:
        Connection.failing = False
    return []


def failed_of(opened, chain):
    """The connections on which a statement failed."""
    failed = [conn for conn in opened if conn.failed]
    if not failed:
        pytest.skip(f"no statement was reached; give other arguments here: {chain!r}")
    return failed


def told(chain):
    return any(isinstance(error, Broken) for error in chain)`;

const LEAVE = `def leave(context):
    """Enters a with block that fails."""
    with context:
        raise Broken("the block fails")`;

const LEAVE_ASYNC = `async def leave_async(context):
    """Enters an async with block that fails."""
    async with context:
        raise Broken("the block fails")`;

function nameOf({ title }: RepairNote, before: readonly RepairNote[]): string {
  const words = title
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/\W+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase();
  const same = before.filter((other) => other.title === title).length;
  return `test_${words}${same === 0 ? '' : `_${same + 1}`}`;
}

function testFor(note: RepairNote, name: string): string {
  const lines = [
    `def ${name}(module, opened):`,
    ...(note.subject === null ? [] : [`    subject = ${note.subject}`]),
    ...usage(note),
  ];
  if (note.held !== null) lines.push(heldLine(note));
  return lines.join('\n');
}

function usage(note: RepairNote): readonly string[] {
  const { call, use, isAsync } = note;
  if (use === 'call') {
    return [
      `    chain = outcome(lambda: ${isAsync ? `asyncio.run(${call})` : call})`,
      '    failed = failed_of(opened, chain)',
      '    assert told(chain)',
      '    assert all(conn.ended for conn in failed)',
    ];
  }
  if (use === 'generator') {
    return [
      `    generator = ${call}`,
      '    next(generator)',
      '    chain = outcome(lambda: generator.throw(Broken("the caller fails")))',
      '    assert told(chain)',
      '    assert any(conn.ended for conn in opened)',
    ];
  }
  const enter = isAsync ? `asyncio.run(leave_async(${call}))` : `leave(${call})`;
  return [`    chain = outcome(lambda: ${enter})`, '    assert told(chain)', '    assert any(conn.ended for conn in opened)'];
}

/** An aiosqlite connection is not the sqlite3 one: there the slot has to be empty. */
function heldLine({ held, isAsync }: RepairNote): string {
  return isAsync
    ? `    assert not any(conn is not None for conn in ${held})`
    : `    assert not any(conn.ended for conn in ${held} if conn is not None)`;
}
