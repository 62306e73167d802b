"""The task `inventory`."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import Dict

from .files import files_below
from .output import open_output, write_line
from .run import TaskResult

CHUNK_SIZE = 1024 * 1024


def write_inventory(root: str, output: str) -> TaskResult:
    """Lists every file below a folder with its size in bytes and its SHA-256.

    A link is listed with its target. A file that cannot be read is listed with its
    error, and is a problem.
    """
    top = Path(root)
    # The list is complete before the output is opened, which may stand below `root`.
    paths = [path for path in files_below(top) if not _is_same(path, output)]
    problem_count = 0
    with open_output(output) as stream:
        for path in paths:
            entry = _describe(path)
            problem_count += "error" in entry
            write_line(stream, {"path": path.relative_to(top).as_posix(), **entry})
    return TaskResult({"files": len(paths)}, problem_count)


def _is_same(path: Path, output: str) -> bool:
    return os.path.abspath(path) == os.path.abspath(output)


def _describe(path: Path) -> Dict[str, object]:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return {"link": os.readlink(path)}
        return _digest(path) if stat.S_ISREG(mode) else {"special": stat.filemode(mode)}
    except OSError as error:
        return {"error": error.strerror or str(error)}


def _digest(path: Path) -> Dict[str, object]:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        for chunk in iter(lambda: stream.read(CHUNK_SIZE), b""):
            digest.update(chunk)
            size += len(chunk)
    return {"size": size, "sha256": digest.hexdigest()}
