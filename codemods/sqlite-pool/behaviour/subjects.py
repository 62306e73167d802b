"""How each subject is set up, put to work, and looked into."""

import inspect
import sys
import types
from dataclasses import dataclass
from typing import Any, Callable, Optional


def nothing(module: Any) -> None:
    return None


@dataclass
class Subject:
    file: str
    db: str
    schema: str
    #: Selects one column of what was committed.
    rows: str
    #: A write of somebody else.
    other: str
    #: Writes a value and commits it.
    work: Callable[[Any, str], Any]
    #: The connections in the pool.
    pooled: Callable[[Any], list]
    prepare: Callable[[Any], Any] = nothing
    unpool: Optional[Callable[[Any], None]] = None
    #: The only scenario that it is made for.
    only: Optional[str] = None

    def plays(self, scenario):
        if self.only is not None:
            return scenario == self.only
        if scenario == "unpooled":
            return self.unpool is not None
        if scenario == "task_cancelled":
            return inspect.iscoroutinefunction(self.work)
        return scenario != "nested"


def table(name, column, others=""):
    return {
        "schema": f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, {column} TEXT{others});",
        "rows": f"SELECT {column} FROM {name} WHERE {column} IN ('good', 'lost', 'next')",
        "other": f"INSERT INTO {name} ({column}) VALUES ('other')",
    }


def in_block(context, sql):
    """Work for a context manager: the statement and the commit stand in the with block."""

    def work(module, value):
        with context(module) as conn:
            conn.execute(sql, (value,))
            conn.commit()

    return work


def attribute(path):
    """The connection in an attribute of a threading.local, as a list of at most one."""
    *objects, last = path.split(".")

    def pooled(module):
        for name in objects:
            module = getattr(module, name)
        conn = getattr(module, last, None)
        return [] if conn is None else [conn]

    return pooled


def entries(name):
    return lambda module: list(getattr(module, name).values())


def waiting(name):
    return lambda module: list(getattr(module, name).queue)


def made(name, factory):
    """An object that the scenario works with."""

    def prepare(module):
        module.made = factory(module)

    return prepare


def shards(module):
    return list(getattr(module._tls, "conns", {}).values())


async def start(module):
    module.made = module.Pool("bot.db", 2)
    await module.made.start()


async def post(module, value):
    async with module.made.acquire() as db:
        await db.execute("INSERT INTO posts (text) VALUES (?)", (value,))
        await db.commit()


async def save(module, value):
    await module.save("app.db", "me", value)


def unit_of_work(module, value):
    with module.UnitOfWork() as unit:
        unit.insert(value)


def settings(**values):
    """The module `settings` that a subject imports."""
    sys.modules["settings"] = types.SimpleNamespace(**values)


settings(DATABASE="session.db", SIZE=2, fresh=False)


SUBJECTS = {
    "dict-under-flag": Subject(
        file="fetch.py",
        db="app.db",
        schema="CREATE TABLE reads (session_id TEXT); CREATE TABLE messages (session_id TEXT, message TEXT);",
        rows="SELECT session_id FROM reads WHERE session_id <> 'other'",
        other="INSERT INTO reads VALUES ('other')",
        work=lambda module, value: module.fetch_messages(value),
        pooled=entries("CONN_POOL"),
        unpool=lambda module: setattr(module, "USE_POOL", False),
    ),
    "flag-negated": Subject(
        file="fetch.py",
        db="app.db",
        schema="CREATE TABLE tables (id TEXT, name TEXT, seen); INSERT INTO tables (id) VALUES ('good'), ('lost'), ('next');",
        rows="SELECT id FROM tables WHERE seen",
        other="INSERT INTO tables (id) VALUES ('other')",
        prepare=lambda module: setattr(module.settings, "fresh", False),
        work=lambda module, value: module.latest(value, "app.db"),
        pooled=entries("_cache"),
        unpool=lambda module: setattr(module.settings, "fresh", True),
    ),
    "dict-lock-contextmanager": Subject(
        file="store.py",
        db="app.db",
        **table("names", "name"),
        work=in_block(lambda module: module.Store.session("app.db"), "INSERT INTO names (name) VALUES (?)"),
        pooled=lambda module: list(module.Store._connections.values()),
    ),
    "dict-accessor-own-key": Subject(
        file="cache.py",
        db="app.db",
        **table("cache", "value", ", name TEXT"),
        work=lambda module, value: module.put("app.db", value, value),
        pooled=entries("_open"),
    ),
    "setdefault-walrus": Subject(
        file="kv.py",
        db="kv.db",
        schema="CREATE TABLE kv (name TEXT, value BLOB, size INTEGER);",
        rows="SELECT name FROM kv WHERE name <> 'other'",
        other="INSERT INTO kv (name) VALUES ('other')",
        work=lambda module, value: module.write(value, b"-"),
        pooled=entries("POOL"),
    ),
    "handler-too-narrow": Subject(
        file="import_rows.py",
        db="app.db",
        schema="CREATE TABLE rows (id TEXT, value TEXT);",
        rows="SELECT id FROM rows WHERE id <> 'other'",
        other="INSERT INTO rows (id) VALUES ('other')",
        work=lambda module, value: module.import_rows("app.db", ['{"id": "%s", "value": 1}' % value]),
        pooled=entries("_pool"),
    ),
    "queue-prefilled": Subject(
        file="pool.py",
        db="app.db",
        **table("names", "name"),
        work=lambda module, value: module.add(value),
        pooled=waiting("_pool"),
    ),
    "queue-acquire-release": Subject(
        file="jobs.py",
        db="app.db",
        **table("jobs", "name", ", done INTEGER"),
        prepare=made("pool", lambda module: module.Pool("app.db")),
        work=lambda module, value: module.made.add_job(value),
        pooled=lambda module: list(module.made.pool.queue),
    ),
    "handler-base-exception": Subject(
        file="worker.py",
        db="worker.db",
        schema="CREATE TABLE done (payload TEXT);",
        rows="SELECT payload FROM done WHERE payload <> 'other'",
        other="INSERT INTO done VALUES ('other')",
        prepare=lambda module: (module.fill(), setattr(module.traceback, "print_exc", lambda: None))[0],
        work=lambda module, value: module.work(value),
        pooled=waiting("connections"),
    ),
    "list-pop-or-create": Subject(
        file="pool.py",
        db="app.db",
        **table("names", "name"),
        prepare=made("pool", lambda module: module.ConnectionPool("app.db")),
        work=in_block(lambda module: module.made.get_connection(), "INSERT INTO names (name) VALUES (?)"),
        pooled=lambda module: list(module.made._pool),
    ),
    "deque-on-demand": Subject(
        file="spool.py",
        db="spool.db",
        **table("names", "name"),
        work=in_block(lambda module: module.borrowed(), "INSERT INTO names (name) VALUES (?)"),
        pooled=lambda module: list(module.IDLE),
    ),
    "exit-queue": Subject(
        file="session.py",
        db="session.db",
        **table("names", "name"),
        work=in_block(lambda module: module.Session(), "INSERT INTO names (name) VALUES (?)"),
        pooled=waiting("_QUEUE"),
    ),
    "exit-deque": Subject(
        file="lease.py",
        db="lease.db",
        **table("names", "name"),
        work=in_block(lambda module: module.Lease(), "INSERT INTO names (name) VALUES (?)"),
        pooled=lambda module: list(module.FREE),
    ),
    "exit-stack": Subject(
        file="stack.py",
        db="stack.db",
        **table("names", "name"),
        work=in_block(lambda module: module.lease(), "INSERT INTO names (name) VALUES (?)"),
        pooled=lambda module: list(module.POOL),
    ),
    "pool-by-type": Subject(
        file="dao.py",
        db="names.db",
        **table("names", "name"),
        prepare=made("dao", lambda module: module.Typed(module.Pool("names.db", 2))),
        work=lambda module, value: module.made.add(value),
        pooled=lambda module: list(module.made.pool.idle.queue),
    ),
    "kept-elsewhere": Subject(
        file="fleet.py",
        db="fleet.db",
        schema="CREATE TABLE ships (name TEXT);",
        rows="SELECT name FROM ships WHERE name <> 'other'",
        other="INSERT INTO ships VALUES ('other')",
        prepare=made("fleet", lambda module: module.Fleet("fleet.db")),
        work=lambda module, value: module.made.add(value),
        pooled=attribute("made._local.conn"),
    ),
    "threads-locked-or-keyed": Subject(
        file="visits.py",
        db="site.db",
        schema="CREATE TABLE notes (page TEXT);",
        rows="SELECT page FROM notes WHERE page <> 'other'",
        other="INSERT INTO notes VALUES ('other')",
        work=lambda module, value: module.note("site.db", value),
        pooled=entries("_by_thread"),
    ),
    "exit-thread-local": Subject(
        file="models.py",
        db="models.db",
        **table("models", "name"),
        work=unit_of_work,
        pooled=attribute("_ctx.connection"),
    ),
    "local-hasattr": Subject(
        file="notes.py",
        db="notes.db",
        **table("notes", "title", ", body TEXT"),
        prepare=made("notes", lambda module: module.Notes("notes.db")),
        work=lambda module, value: module.made.add(value),
        pooled=attribute("made._local.conn"),
    ),
    "local-none-tabs": Subject(
        file="audit.py",
        db="audit.db",
        schema="CREATE TABLE audit (line TEXT);",
        rows="SELECT substr(line, 4) FROM audit WHERE line <> 'other'",
        other="INSERT INTO audit VALUES ('other')",
        work=lambda module, value: module.audit("a", value),
        pooled=attribute("_state.connection"),
    ),
    "local-yield-bare": Subject(
        file="db.py",
        db="bot.db",
        **table("names", "name"),
        work=lambda module, value: module.write("INSERT INTO names (name) VALUES (?)", (value,)),
        pooled=attribute("_local.conn"),
    ),
    "local-dict": Subject(
        file="shards.py",
        db="app.db",
        schema="CREATE TABLE items (name TEXT PRIMARY KEY, value);",
        rows="SELECT name FROM items WHERE name <> 'other'",
        other="INSERT INTO items VALUES ('other', 1)",
        prepare=lambda module: setattr(module, "print", lambda *args: None),
        work=lambda module, value: module.store("app.db", [(value, 1)]),
        pooled=shards,
    ),
    "property-accessor": Subject(
        file="repo.py",
        db="app.db",
        **table("repo", "name"),
        prepare=made("repo", lambda module: module.Repo("app.db")),
        work=lambda module, value: module.made.insert(value),
        pooled=attribute("made._tls.conn"),
    ),
    "commit-in-else": Subject(
        file="a.py",
        db="else.db",
        schema="CREATE TABLE t (v TEXT);",
        rows="SELECT v FROM t WHERE v <> 'other'",
        other="INSERT INTO t VALUES ('other')",
        work=lambda module, value: module.three(value),
        pooled=attribute("_local.conn"),
    ),
    "apsw-explicit-begin": Subject(
        file="index.py",
        db="index.db",
        schema="CREATE TABLE words (word TEXT);",
        rows="SELECT word FROM words WHERE word <> 'other'",
        other="INSERT INTO words VALUES ('other')",
        work=lambda module, value: module.add([value]),
        pooled=attribute("_local.db"),
    ),
    "aiosqlite-queue": Subject(
        file="pool.py",
        db="bot.db",
        **table("posts", "text"),
        prepare=start,
        work=post,
        pooled=lambda module: list(module.made._queue._queue),
    ),
    "aiosqlite-dict-logs": Subject(
        file="store.py",
        db="app.db",
        **table("posts", "text", ", user TEXT"),
        work=save,
        pooled=entries("_connections"),
    ),
    "registry-of-all": Subject(
        file="tracker.py",
        db="tracker.db",
        schema="CREATE TABLE counters (name TEXT, n INT); INSERT INTO counters VALUES ('good', 0), ('lost', 0), ('next', 0);",
        rows="SELECT name FROM counters WHERE n > 0",
        other="INSERT INTO counters VALUES ('other', 0)",
        work=lambda module, value: module.track(value),
        pooled=attribute("_local.conn"),
    ),
    "needed-further-out": Subject(
        file="tickets.py",
        db="tickets.db",
        schema="CREATE TABLE tickets (number TEXT, taken INT); INSERT INTO tickets VALUES ('good', 0), ('lost', 0), ('next', 0);",
        rows="SELECT number FROM tickets WHERE taken",
        other="INSERT INTO tickets VALUES ('other', 0)",
        work=lambda module, value: module.take(value),
        pooled=attribute("_local.conn"),
    ),
    "nested-users": Subject(
        file="ledger.py",
        db="app.db",
        schema="CREATE TABLE bookings (account TEXT NOT NULL, amount INTEGER);",
        rows="SELECT account FROM bookings",
        other="INSERT INTO bookings VALUES ('other', 0)",
        prepare=made("ledger", lambda module: module.Ledger("app.db")),
        work=lambda module, value: module.made.transfer(value, value, 1),
        pooled=attribute("made._local.conn"),
        only="nested",
    ),
}
