"""Writes modules that pool connections in every combination of how they are kept, reached and used.

    python3 combine.py <folder>        <folder>/<name>/m.py; each has work(value) and pooled()
"""

import itertools
import re
import sys
from pathlib import Path

#: One that stays in its slot is used by one thread alone; one that is taken out may go to another.
CONNECT = {True: 'sqlite3.connect("c.db", timeout=0.2)', False: 'sqlite3.connect("c.db", check_same_thread=False, timeout=0.2)'}
HEAD = """import collections
import contextlib
import logging
import queue
import sqlite3
import threading

log = logging.getLogger(__name__)
USE_POOL = True
"""
#: declaration, how a connection is got (NEW makes one), how it is given back, what is in the pool
SLOTS = {
    "get": ("POOL = {}\n", "conn = POOL.get('k')\nif conn is None:\n    conn = NEW\n    POOL['k'] = conn\n", "", "POOL.values()"),
    "in": ("POOL = dict()\n", "if 'k' not in POOL:\n    POOL['k'] = NEW\nconn = POOL['k']\n", "", "POOL.values()"),
    "error": ("POOL = {}\n", "try:\n    conn = POOL['k']\nexcept KeyError:\n    conn = POOL['k'] = NEW\n", "", "POOL.values()"),
    "lock": (
        "POOL = {}\nLOCK = threading.Lock()\n",
        "with LOCK:\n    conn = POOL.get('k')\n    if not conn:\n        conn = NEW\n        POOL['k'] = conn\n",
        "",
        "POOL.values()",
    ),
    "setdefault": ("POOL = {}\n", "conn = POOL.get('k') or POOL.setdefault('k', NEW)\n", "", "POOL.values()"),
    "hasattr": ("L = threading.local()\n", "if not hasattr(L, 'c'):\n    L.c = NEW\nconn = L.c\n", "", "vars(L).values()"),
    "none": (
        "L = threading.local()\n",
        "conn = getattr(L, 'c', None)\nif conn is None:\n    conn = L.c = NEW\n",
        "",
        "filter(None, vars(L).values())",
    ),
    "default": (
        "class Local(threading.local):\n    c = None\n\n\nL = Local()\n",
        "if L.c is None:\n    L.c = NEW\nconn = L.c\n",
        "",
        "filter(None, vars(L).values())",
    ),
    "queue": (
        "Q = queue.Queue(2)\nfor _ in range(2):\n    made = NEW\n    made.row_factory = sqlite3.Row\n    Q.put(made)\n",
        "conn = Q.get(timeout=1)\n",
        "Q.put(conn)\n",
        "Q.queue",
    ),
    "list": ("P = []\n", "if P:\n    conn = P.pop()\nelse:\n    conn = NEW\n", "P.append(conn)\n", "P"),
    "bounded": (
        "P = []\n",
        "conn = P.pop() if P else NEW\n",
        "if len(P) < 2:\n    P.append(conn)\nelse:\n    conn.close()\n",
        "P",
    ),
    "pop": ("POOL = {}\n", "conn = POOL.pop('k', None) or NEW\n", "POOL['k'] = conn\n", "POOL.values()"),
}
WORK = 'conn.execute("INSERT INTO t VALUES (?)", (value,))\nconn.commit()\n'
HANDLERS = {
    "logs": "except Exception as error:\n    log.debug('%s', error)\n    raise\n",
    "narrow": "except (ValueError, TypeError):\n    log.debug('no')\n    raise\n",
    "partial": "except sqlite3.IntegrityError:\n    conn.rollback()\n    raise\n",
    "all": "except:\n    log.debug('no')\n    raise\n",
    "covered": "except Exception:\n    conn.rollback()\n    raise\n",
}
ACCESS = ("inline", "accessor", "manager", "method", "flag", "exit")


def indent(text, levels=1):
    return re.sub(r"(?m)^(?=.)", "    " * levels, text)


def tried(body, handler, last):
    return "try:\n" + indent(body) + handler + ("finally:\n" + indent(last) if last or not handler else "")


def shapes(work, give_back):
    """The ways in which a body stands in a `try`, or does not."""
    yield "bare", work + give_back
    yield "finally", tried(work, "", give_back or "log.debug('done')\n")
    for name, handler in HANDLERS.items():
        yield name, tried(work, handler, give_back)


def modules():
    for (slot, (declared, get, give_back, pooled)), access, maker in itertools.product(SLOTS.items(), ACCESS, (False, True)):
        connect = CONNECT[give_back == ""]
        new = "open_it()" if maker else connect
        start = HEAD
        if maker:
            start += f"\n\ndef open_it():\n    made = {connect}\n    made.execute('PRAGMA foreign_keys = ON')\n    return made\n\n\n"
        start += declared.replace("NEW", new)
        getting = get.replace("NEW", new)
        body = "yield conn\n" if access == "manager" else WORK
        back = "" if access == "flag" else give_back
        if access == "flag":
            getting = "if USE_POOL:\n" + indent(getting) + f"else:\n    conn = {new}\n"
            back = "if USE_POOL:\n" + indent(give_back) + "else:\n    conn.close()\n" if give_back else "if not USE_POOL:\n    conn.close()\n"
        for shape, text in shapes(body, back):
            code = placed(access, shape, getting, text, give_back)
            if code is not None:
                name = "-".join((slot, access, shape, "maker" if maker else "direct"))
                yield name, f"{start}\n\n{code}\n\ndef pooled():\n    return list({pooled})\n"


def placed(access, shape, getting, text, give_back):
    getter = "def get():\n" + indent(getting) + "    return conn\n\n\n"
    insert = 'c.execute("INSERT INTO t VALUES (?)", (value,))\n        c.commit()\n'
    if access in ("inline", "flag"):
        return "def work(value):\n" + indent(getting + text)
    if access == "accessor":
        return getter + "def work(value):\n    conn = get()\n" + indent(text)
    if access == "manager":
        manager = "@contextlib.contextmanager\ndef session():\n    conn = get()\n" + indent(text)
        return f"{getter}{manager}\n\ndef work(value):\n    with session() as c:\n        {insert}"
    if access == "method":
        methods = "    def get(self):\n" + indent(getting, 2) + "        return conn\n\n    def put(self, value):\n        conn = self.get()\n"
        return f"class Store:\n{methods}{indent(text, 2)}\n\nstore = Store()\n\n\ndef work(value):\n    store.put(value)\n"
    if shape != "bare":
        return None
    leave = indent(give_back.replace("conn", "self.conn") or "log.debug('bye')\n", 2)
    enter = "    def __enter__(self):\n        self.conn = get()\n        return self.conn\n\n    def __exit__(self, kind, error, trace):\n"
    return f"{getter}class Session:\n{enter}{leave}\n\ndef work(value):\n    with Session() as c:\n        {insert}"


if __name__ == "__main__":
    for name, text in modules():
        folder = Path(sys.argv[1], name)
        folder.mkdir(parents=True)
        (folder / "m.py").write_text(text)
