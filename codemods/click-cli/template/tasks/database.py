"""A connection to a SQLite database that is surely closed."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Iterator


@contextmanager
def open_database(database: str, timeout: float) -> Iterator[sqlite3.Connection]:
    """Opens a database that is there, to read it; `timeout` is in seconds.

    When anything fails, the transaction is rolled back, and the failure goes on.
    """
    uri = f"{Path(database).absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=timeout)
    try:
        yield connection
    except BaseException:
        # Closing ends the transaction, too, should this fail.
        with suppress(sqlite3.Error):
            connection.rollback()
        raise
    finally:
        connection.close()
