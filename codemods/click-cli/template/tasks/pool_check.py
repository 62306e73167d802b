"""The task `pool-check`."""

from __future__ import annotations

import sqlite3
from typing import List

from .database import open_database
from .output import STDOUT, open_output, write_line
from .run import TaskResult


def check_pool(database: str, timeout: float) -> TaskResult:
    """Runs SQLite's own checks over the database that the connections of a pool share.

    What they find are problems. A database that is missing or stays locked fails.
    """
    problems = find_problems(database, timeout)
    summary = {"database": database, "problems": problems}
    with open_output(STDOUT) as stdout:
        write_line(stdout, summary)
    return TaskResult({"database": database}, len(problems))


def find_problems(database: str, timeout: float) -> List[str]:
    """What is wrong with a database, in SQLite's words."""
    try:
        with open_database(database, timeout) as connection:
            rows = connection.execute("PRAGMA integrity_check").fetchall()
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.OperationalError:
        # It could not be looked into: it is missing, locked, or may not be read.
        raise
    except sqlite3.DatabaseError as error:
        return [str(error)]
    problems = [str(text) for (text,) in rows if text != "ok"]
    for table, row, parent, _ in orphans:
        problems.append(f"row {row} of {table} refers to no row of {parent}")
    return problems
