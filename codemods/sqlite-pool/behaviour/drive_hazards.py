"""Puts one module into a situation in which a careless repair does harm, and prints what became of it, as JSON.

    python3 drive_hazards.py <hazard> <folder of the module>

A process that dies, or answers nothing, is an answer, too.
"""

import json
import os
import shutil
import sqlite3
import sys
import tempfile
import threading

#: Nothing here has to survive a power failure.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
#: A tenth of a second or so inside of one step.
SLOW = "WITH RECURSIVE n(i) AS (SELECT begun() UNION ALL SELECT i + 1 FROM n WHERE i < 500000) INSERT INTO readings SELECT max(i) FROM n"


class Unfit:
    """A parameter that fails before SQLite is asked."""

    def __conform__(self, protocol):
        raise ValueError("unfit")


def told(action):
    try:
        action()
    except BaseException as error:
        return type(error).__name__
    return None


def create(path, schema):
    conn = sqlite3.connect(path)
    conn.executescript(schema)
    conn.close()


def rows(path, sql):
    conn = sqlite3.connect(path)
    found = [row[0] for row in conn.execute(sql)]
    conn.close()
    return found


#: Closing a connection that is in use is undefined: it ends the process more often than not.
ROUNDS = 8


def crash():
    """One thread fails while another one is inside of a statement of the same connection."""
    import meters

    meters.print = lambda *words: None
    raised, others = set(), set()
    for number in range(ROUNDS):
        house = f"house{number}.db"
        create(house, "CREATE TABLE readings (value)")
        meters.read_meter(house, 1)
        conn = meters.METERS[house]
        begun = threading.Event()
        conn.create_function("begun", 0, lambda: begun.set() or 1)
        other = threading.Thread(target=lambda: others.add(told(lambda: conn.execute(SLOW))))
        other.start()
        begun.wait()
        raised.add(told(lambda: meters.read_meter(house, Unfit())))
        other.join()
    return {"raised": sorted(raised), "others": sorted(map(str, others))}


def lock():
    """A function fails while a decorator holds the lock of the pool."""
    import stock

    raised = []
    worker = threading.Thread(target=lambda: raised.append(told(lambda: stock.take("stock.db", "nut"))), daemon=True)
    worker.start()
    worker.join(3)
    return {"raised": raised, "waits": worker.is_alive()}


def spans():
    """A row fails in a transaction of several calls, and the caller goes on."""
    import basket

    create("basket.db", "CREATE TABLE basket (thing NOT NULL)")
    mine = basket.Basket("basket.db")
    failed = [thing for thing in ("nut", None, "bolt") if told(lambda: mine.put(thing)) is not None]
    mine.pay()
    return {"failed": failed, "rows": rows("basket.db", "SELECT thing FROM basket")}


def gone():
    """Something fails after the name of the connection was deleted."""
    import cards

    create("cards.db", "CREATE TABLE cards (card)")
    return {"raised": told(lambda: cards.add("cards.db", 1)), "rows": rows("cards.db", "SELECT card FROM cards")}


def kept():
    """After a failure everything is closed, through a list that has all connections."""
    import fleet

    create("fleet.db", "CREATE TABLE ships (name NOT NULL)")
    mine = fleet.Fleet("fleet.db")
    raised = told(lambda: mine.add(None))
    return {"raised": raised, "closing": told(mine.close)}


HAZARDS = {"crash": crash, "lock": lock, "spans": spans, "gone": gone, "kept": kept}

if __name__ == "__main__":
    _, hazard, folder = sys.argv
    sys.path.insert(0, folder)
    home = tempfile.mkdtemp(prefix="sqlite-pool-", dir=MEMORY)
    os.chdir(home)
    print(json.dumps(HAZARDS[hazard]()), flush=True)
    os.chdir("/")
    shutil.rmtree(home, ignore_errors=True)
    # A thread that waits for ever is not waited for.
    os._exit(0)
