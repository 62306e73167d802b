"""Runs the modules below a folder with injected failures and prints what became of the pool, as JSON.

    python3 drive.py <folder>        <folder>/<subject>/before/*.py and <folder>/<subject>/after/*.py

Every scenario has a fresh module, a fresh working directory and a fresh database.
"""

import asyncio
import importlib.util
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).with_name("stand-ins")))
sys.path.insert(0, str(Path(__file__).parent))

from subjects import SUBJECTS  # noqa: E402

REAL_CONNECT = sqlite3.connect
OPENED = []
#: Nothing here has to survive a power failure.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
FAST = "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;"
#: What the next call of a method raises, once.
ARMED = {}


class Flaky(sqlite3.Connection):
    closes = 0

    def _trip(self, method):
        failure = ARMED.pop(method, None)
        if failure is not None:
            ARMED["failed"] = self
            raise failure

    def commit(self):
        self._trip("commit")
        super().commit()

    def rollback(self):
        self._trip("rollback")
        super().rollback()

    def close(self):
        self.closes += 1
        self._trip("close")
        super().close()


def connect(*args, **options):
    # Nobody here waits for a lock that is never released.
    conn = REAL_CONNECT(*args, factory=Flaky, **{**options, "timeout": 0.001})
    conn.executescript(FAST)
    OPENED.append(conn)
    return conn


def load(path):
    for name in [name for name, module in sys.modules.items() if getattr(module, "__file__", None) and str(path.parent) in module.__file__]:
        del sys.modules[name]
    spec = importlib.util.spec_from_file_location("subject", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["subject"] = module
    spec.loader.exec_module(module)
    return module


def real(conn):
    """The sqlite3 connection behind one of a stand-in."""
    return getattr(conn, "_connection", getattr(conn, "real", conn))


def is_open(conn):
    try:
        return conn is not None and conn.in_transaction
    except sqlite3.ProgrammingError:
        return False  # closed


class Stage:
    """One module in a folder of its own."""

    def __init__(self, subject, folder):
        self.subject = subject
        self.loop = asyncio.new_event_loop()
        writer = REAL_CONNECT(subject.db)
        writer.executescript(FAST + subject.schema)
        writer.close()
        sys.path.insert(0, str(folder))
        self.module = load(folder / subject.file)
        sys.path.remove(str(folder))
        self.wait(subject.prepare(self.module))

    def wait(self, result):
        return self.loop.run_until_complete(result) if asyncio.iscoroutine(result) else result

    def work(self, value):
        return self.wait(self.subject.work(self.module, value))

    def attempt(self, value):
        try:
            self.work(value)
        except BaseException as error:
            return error
        return None

    def pooled(self):
        return [real(conn) for conn in self.subject.pooled(self.module)]

    def rows(self):
        reader = REAL_CONNECT(self.subject.db, timeout=0.001)
        try:
            return sorted(str(row[0]) for row in reader.execute(self.subject.rows))
        finally:
            reader.close()

    def other_writer(self):
        writer = REAL_CONNECT(self.subject.db, timeout=0.001)
        try:
            writer.executescript(FAST)
            writer.execute(self.subject.other)
            writer.commit()
            return "ok"
        except sqlite3.OperationalError as error:
            return str(error)
        finally:
            writer.close()


def told(error):
    return None if error is None else f"{type(error).__name__}: {error}"


def fail_once(stage, failure, also=()):
    """One good call, one that fails, and what is found afterwards."""
    stage.work("good")
    before = len(stage.pooled())
    ARMED.clear()
    ARMED.update({"commit": failure, **dict(also)})
    raised = stage.attempt("lost")
    failed = ARMED.pop("failed", None)
    ARMED.clear()
    facts = {
        "raised": told(raised),
        "same": raised is failure,
        "held": any(conn is failed for conn in stage.pooled()),
        "open": is_open(failed),
        "length": [before, len(stage.pooled())],
        "other writer": stage.other_writer(),
    }
    facts["next"] = told(stage.attempt("next"))
    facts["rows"] = stage.rows()
    return facts


def scenario_error(stage):
    return fail_once(stage, sqlite3.OperationalError("disk I/O error"))


def scenario_interrupt(stage):
    return fail_once(stage, KeyboardInterrupt("now"))


def scenario_cancelled(stage):
    return fail_once(stage, asyncio.CancelledError("now"))


def scenario_close_fails(stage):
    return fail_once(stage, sqlite3.OperationalError("first"), [("close", sqlite3.OperationalError("second"))])


def scenario_rollback_fails(stage):
    return fail_once(stage, sqlite3.OperationalError("first"), [("rollback", sqlite3.OperationalError("second"))])


def scenario_drain(stage):
    """One failure more than the pool has connections, with a rollback that fails each time."""
    stage.work("good")
    before = len(stage.pooled())
    for _ in range(before + 1):
        ARMED.clear()
        ARMED.update({"commit": sqlite3.OperationalError("first"), "rollback": sqlite3.OperationalError("second")})
        stage.attempt("lost")
    ARMED.clear()
    return {
        "length": [before, len(stage.pooled())],
        "usable": [told(stage.attempt(f"after {n}")) for n in range(before)],
    }


def scenario_task_cancelled(stage):
    """A task that is really cancelled, between its statement and its commit."""
    stage.work("good")
    ARMED.clear()

    async def cancel():
        task = asyncio.ensure_future(stage.subject.work(stage.module, "lost"))
        while not task.done() and not any(is_open(conn) for conn in OPENED):
            await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except BaseException as error:
            return error

    raised = stage.wait(cancel())
    facts = {"raised": type(raised).__name__, "other writer": stage.other_writer()}
    facts["next"] = told(stage.attempt("next"))
    facts["rows"] = stage.rows()
    return facts


def scenario_nested(stage):
    """A holder inside of another holder of the same connection fails, and then one that is alone."""
    owner = stage.module.made
    conn = owner._get()
    raised = None
    try:
        owner.transfer("source", None, 5)
    except sqlite3.IntegrityError as error:
        raised = error
    facts = {"raised": told(raised), "held": owner._get() is conn, "open after the outer one": is_open(conn)}
    try:
        owner.book(None, 1)
    except sqlite3.IntegrityError:
        pass
    facts["open after one alone"] = is_open(owner._get())
    owner.transfer("source", "target", 5)
    facts["rows"] = stage.rows()
    return facts


def scenario_unpooled(stage):
    """With the flag off: nothing is pooled, and what is opened is closed once."""
    stage.subject.unpool(stage.module)
    OPENED.clear()
    ARMED["commit"] = failure = sqlite3.OperationalError("disk I/O error")
    raised = stage.attempt("lost")
    ARMED.clear()
    return {"same": raised is failure, "closes": [conn.closes for conn in OPENED], "length": len(stage.pooled())}


SCENARIOS = {name[len("scenario_"):]: function for name, function in globals().items() if name.startswith("scenario_")}


def run(subject, folder, scenario):
    home = tempfile.mkdtemp(prefix="sqlite-pool-", dir=MEMORY)
    here = os.getcwd()
    os.chdir(home)
    OPENED.clear()
    ARMED.clear()
    sqlite3.connect = connect
    try:
        return SCENARIOS[scenario](Stage(subject, folder))
    finally:
        sqlite3.connect = REAL_CONNECT
        ARMED.clear()
        for conn in OPENED:
            conn.close()
        os.chdir(here)
        shutil.rmtree(home)


def in_thread(function, *args):
    """A thread-local pool of one scenario must not be seen by the next."""
    answer = {}

    def target():
        try:
            answer["facts"] = function(*args)
        except BaseException as error:
            answer["facts"] = {"broken": told(error)}

    thread = threading.Thread(target=target)
    thread.start()
    thread.join()
    return answer["facts"]


def main(root):
    report = {}
    for name in sorted(os.listdir(root)):
        subject = SUBJECTS[name]
        for side in ("before", "after"):
            for scenario in SCENARIOS:
                if not subject.plays(scenario):
                    continue
                facts = in_thread(run, subject, Path(root) / name / side, scenario)
                report.setdefault(name, {}).setdefault(side, {})[scenario] = facts
    json.dump(report, sys.stdout, indent=1)


if __name__ == "__main__":
    main(sys.argv[1])
