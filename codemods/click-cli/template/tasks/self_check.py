"""Whether the tasks keep what they promise, tried out."""

from __future__ import annotations

import hashlib
import importlib
import json
import logging
import pkgutil
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import List, Optional

from .database import open_database
from .inventory import write_inventory
from .json_log import JsonFormatter


def find_broken_promises() -> List[str]:
    """One sentence for each promise that is broken."""
    checks = [check_imports, check_log, check_connection, check_inventory]
    return [problem for problem in (check() for check in checks) if problem is not None]


def check_imports() -> Optional[str]:
    """Every task can be imported, and so can what it needs."""
    package = importlib.import_module(str(__package__))
    for module in pkgutil.iter_modules(package.__path__):
        try:
            importlib.import_module(f"{__package__}.{module.name}")
        except ImportError as error:
            return f"{module.name} cannot be imported: {error}"
    return None


def check_log() -> Optional[str]:
    """An error with several lines, and a value that is not JSON, are one line."""
    try:
        raise ValueError("two\nlines")
    except ValueError:
        error = sys.exc_info()
    record = logging.LogRecord("", logging.ERROR, "", 0, "event", None, error)
    setattr(record, "fields", {"value": object()})
    line = JsonFormatter().format(record)
    if "\n" in line or json.loads(line)["error"]["message"] != "two\nlines":
        return "the log does not write one JSON object a line"
    return None


def check_connection() -> Optional[str]:
    """A connection is closed when what it was opened for fails."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "check.db")
        database.touch()
        try:
            with open_database(str(database), 1.0) as connection:
                raise ValueError("the work fails")
        except ValueError:
            pass
        try:
            connection.execute("SELECT 1")
        except sqlite3.ProgrammingError:
            return None
    return "a connection stays open when the work fails"


def check_inventory() -> Optional[str]:
    """The digests are those of the bytes."""
    content = b"line\r\n\x00"
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "file").write_bytes(content)
        output = Path(folder, "inventory")
        write_inventory(folder, str(output))
        entry = json.loads(output.read_text(encoding="utf-8"))
    digest = hashlib.sha256(content).hexdigest()
    expected = {"path": "file", "size": len(content), "sha256": digest}
    return None if entry == expected else "the inventory does not describe the bytes"
