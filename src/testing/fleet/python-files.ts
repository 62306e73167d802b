import type { Choose } from '../random.js';

/** A word that is the same for the same draw. */
const WORDS = ['order', 'invoice', 'parcel', 'ledger', 'sensor', 'ticket', 'route', 'season', 'basket', 'harbour'] as const;

export function word(choose: Choose): string {
  return WORDS[choose(WORDS.length)] ?? 'order';
}

/** A module that no codemod has anything to do with. */
export function plainModule(choose: Choose, functions = 6): string {
  const body = Array.from({ length: functions }, (_, index) => {
    const name = word(choose);
    const factor = choose(1000);
    return `
def ${name}_${index}(items: list[float], factor: float = ${factor}) -> float:
    """The weighted sum of each ${name}, without those that are not there."""
    total = 0.0
    for place, item in enumerate(items):
        if item is None:
            continue
        total += item * factor / (place + 1)
    return math.floor(total)
`;
  });
  return `"""What is known of ${word(choose)} ${choose(10_000)}."""

import math

${body.join('\n')}`;
}

/** cli-sys-import adds an import. */
export function forgottenSys(choose: Choose): string {
  const name = word(choose);
  return `import argparse
import os


def size_of_${name}(path):
    try:
        return os.stat(path).st_size + ${choose(1000)}
    except OSError as error:
        print(f"{path}: {error.strerror}")
        sys.exit(2)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    print(size_of_${name}(parser.parse_args().path))
`;
}

/** sqlite-pool ends the transaction when something fails. */
export function leakyPool(choose: Choose): string {
  const name = word(choose);
  return `import sqlite3
import threading
from contextlib import contextmanager

LIMIT = ${2 + choose(30)}


class ${name.charAt(0).toUpperCase()}${name.slice(1)}Pool:
    def __init__(self, path):
        self.path = path
        self._pool = []
        self._lock = threading.Lock()

    def _open(self):
        return sqlite3.connect(self.path, check_same_thread=False, timeout=0.2)

    @contextmanager
    def connection(self):
        conn = None
        try:
            with self._lock:
                conn = self._pool.pop() if self._pool else self._open()
            yield conn
        finally:
            if conn:
                with self._lock:
                    if len(self._pool) < LIMIT:
                        self._pool.append(conn)
                    else:
                        conn.close()
`;
}

/** session-exit-logging shields the end event. */
export function bareEndEvent(choose: Choose): string {
  return `import os

from events import log_event


class Session${choose(1000)}:
    def __init__(self, session_id: str) -> None:
        self.session_id = session_id

    def __enter__(self):
        log_event(self.session_id, "session_start", "started")
        return self

    def __exit__(self, exc_type, exc, tb) -> None:
        if exc:
            log_event(self.session_id, "session_end", f"error: {exc!r}")
        else:
            log_event(self.session_id, "session_end", "ok")
        os.environ.pop("SESSION_ID", None)
`;
}

/** Has what the codemods look for, and nothing to change. */
export function finishedModule(choose: Choose): string {
  return `import sqlite3
import sys


def count_${word(choose)}(path):
    with sqlite3.connect(path) as conn:
        return conn.execute("SELECT count(*) + ${choose(1000)} FROM items").fetchone()[0]


if __name__ == "__main__":
    sys.exit(count(sys.argv[1]))
`;
}
