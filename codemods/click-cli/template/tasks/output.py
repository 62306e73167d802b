"""Where the results of tasks go."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Mapping, TextIO

STDOUT = "-"


def write_line(stream: TextIO, value: Mapping[str, object]) -> None:
    """One JSON object as one line."""
    stream.write(json.dumps(value) + "\n")


@contextmanager
def open_output(output: str) -> Iterator[TextIO]:
    """Standard output for `-`; else a file, which is there whole or not at all."""
    if output == STDOUT:
        yield sys.stdout
        sys.stdout.flush()
        return
    path = Path(output)
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with open(number, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        os.chmod(name, _mode_for(path))
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _mode_for(path: Path) -> int:
    """That of the file that stands there, or what the umask leaves of a new one."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
