"""Leaves sessions in every way, with a log that works and a log that fails, and prints what came of it as JSON.

Usage: drive.py FOLDER, where FOLDER holds modules named subject_*.py with a class Session.
"""

import asyncio
import glob
import importlib
import json
import logging
import os
import sys
import types


class Falsy(Exception):
    """An exception whose truth value is False."""

    def __bool__(self):
        return False


store = types.ModuleType("store")


def forget(failure=None):
    store.failure, store.tried, store.lines = failure, 0, []


def log_event(kind, detail=""):
    store.tried += 1
    if store.failure is not None:
        raise store.failure
    store.lines.append(detail)


async def log_event_async(kind, detail=""):
    await asyncio.sleep(0)
    log_event(kind, detail)


store.log_event, store.log_event_async = log_event, log_event_async
sys.modules["store"] = store


class Tracebacks(logging.Handler):
    def __init__(self):
        super().__init__()
        self.kinds = []

    def emit(self, record):
        if record.exc_info:
            self.kinds.append(record.exc_info[0].__name__)


TRACEBACKS = Tracebacks()
logging.getLogger().addHandler(TRACEBACKS)

ROWS = [
    ("clean", None, None, None),
    ("body", KeyError("body"), None, None),
    ("body, log", KeyError("body"), OSError("log"), None),
    ("log", None, OSError("log"), None),
    ("interrupt, log", KeyboardInterrupt(), OSError("log"), None),
    ("cancelled, log", asyncio.CancelledError(), OSError("log"), None),
    ("falsy", Falsy("body"), None, None),
    ("interrupt in the log", None, KeyboardInterrupt(), None),
    ("clean-up", None, None, ValueError("clean-up")),
    ("body, log, clean-up", KeyError("body"), OSError("log"), ValueError("clean-up")),
]


def run_sync(session, error):
    with session:
        if error is not None:
            raise error


async def run_async(session, error):
    async with session:
        if error is not None:
            raise error


def leave(session_class, error, failure, broken):
    forget(failure)
    TRACEBACKS.kinds = []
    session = session_class()
    session.closed, session.broken = 0, broken
    out = None
    try:
        if hasattr(session_class, "__aexit__"):
            asyncio.run(run_async(session, error))
        else:
            run_sync(session, error)
    except BaseException as caught:
        out = caught
    return {
        "out": None if out is None else type(out).__name__,
        "same": out is error,
        "lines": store.lines,
        "tried": store.tried,
        "logged": TRACEBACKS.kinds,
        "closed": session.closed,
    }


def returned(session_class, error):
    """What the exit method itself gives back, when nothing fails."""
    forget()
    session = session_class()
    session.closed, session.broken = 0, None
    arguments = (None, None, None) if error is None else (type(error), error, None)
    if hasattr(session_class, "__aexit__"):
        return repr(asyncio.run(session.__aexit__(*arguments)))
    return repr(session.__exit__(*arguments))


def report(session_class):
    rows = {name: leave(session_class, *given) for name, *given in ROWS}
    values = [returned(session_class, error) for error in (None, KeyError("body"), Falsy())]
    return {"rows": rows, "returned": values}


sys.path.insert(0, sys.argv[1])
names = sorted(os.path.basename(path)[:-3] for path in glob.glob(os.path.join(sys.argv[1], "subject_*.py")))
print(json.dumps({name: report(importlib.import_module(name).Session) for name in names}))
