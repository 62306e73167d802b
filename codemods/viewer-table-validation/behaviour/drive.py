"""Runs programs with a database and tells how they ended, and which SQL reached SQLite.

Reads jobs as JSON from stdin, `[{files, program, entry, argv}]`, and writes one result for each:
`{type, code, stdout, stderr, given, traced, tables}`. `given` are the SQL texts handed to a connection or cursor, `traced`
those that SQLite itself reports through a trace callback.
"""

import contextlib
import importlib
import importlib.util
import io
import json
import os
import runpy
import sqlite3
import sys
import tempfile
from pathlib import Path

STAND_INS = Path(__file__).resolve().parent / "stand-ins"
connect = sqlite3.connect


def quick(connection):
    """Spare the disk: these databases live for a moment."""
    for pragma in ("synchronous = OFF", "journal_mode = MEMORY"):
        sqlite3.Connection.execute(connection, f"PRAGMA {pragma}")
    return connection


def record(given, traced):
    """Make every new connection tell what it is asked."""

    class Cursor(sqlite3.Cursor):
        def execute(self, sql, *values):
            given.append(sql)
            return super().execute(sql, *values)

        def executescript(self, sql):
            given.append(sql)
            return super().executescript(sql)

    class Connection(sqlite3.Connection):
        def cursor(self, factory=Cursor):
            return super().cursor(factory)

        def execute(self, sql, *values):
            return self.cursor().execute(sql, *values)

        def executescript(self, sql):
            return self.cursor().executescript(sql)

    def recording(path, **settings):
        connection = quick(connect(path, factory=Connection, **settings))
        connection.set_trace_callback(traced.append)
        return connection

    sqlite3.connect = recording


def fill():
    with contextlib.closing(quick(connect("session_logs.db"))) as conn:
        conn.executescript(
            """
            CREATE TABLE logs (ts INTEGER, message TEXT, level TEXT);
            INSERT INTO logs VALUES (50, 'old', 'info'), (150, 'new', 'error');
            CREATE TABLE notes (ts INTEGER, message TEXT, level TEXT);
            CREATE TABLE secret (ts INTEGER, message TEXT, level TEXT);
            INSERT INTO secret VALUES (1, 'password', 'info');
            """
        )


def tables():
    with contextlib.closing(connect("session_logs.db")) as conn:
        return sorted(name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))


def start(job):
    if job.get("entry") is None:
        sys.argv = [job["program"], *job["argv"]]
        runpy.run_path(job["program"], run_name="__main__")
        return
    module = importlib.import_module(job["program"].removesuffix(".py").replace("/", "."))
    getattr(module, job["entry"])(job["argv"])


def run(job):
    """One job in a folder of its own."""
    given, traced = [], []
    out, err = io.StringIO(), io.StringIO()
    result = {"type": None, "code": None}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder) if hasattr(contextlib, "chdir") else moved(folder):
        for name, text in job["files"].items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8", newline="")
        fill()
        record(given, traced)
        known = set(sys.modules)
        sys.path.insert(0, folder)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                start(job)
        except BaseException as end:
            result = {"type": type(end).__name__, "code": getattr(end, "code", str(end))}
        finally:
            sys.path.remove(folder)
            sqlite3.connect = connect
            for name in set(sys.modules) - known:
                del sys.modules[name]
        return {**result, "stdout": out.getvalue(), "stderr": err.getvalue(), "given": given, "traced": traced, "tables": tables()}


@contextlib.contextmanager
def moved(folder):
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def main():
    for stand_in in STAND_INS.iterdir():
        if importlib.util.find_spec(stand_in.stem) is None:
            spec = importlib.util.spec_from_file_location(stand_in.stem, stand_in)
            with contextlib.suppress(ImportError):
                sys.modules[stand_in.stem] = importlib.util.module_from_spec(spec)
                spec.loader.exec_module(sys.modules[stand_in.stem])
    print(json.dumps([run(job) for job in json.load(sys.stdin)]))


if __name__ == "__main__":
    main()
