"""The files of a folder, in a fixed order."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Iterator, List, Tuple

# Folders of tools, whose content is not the repository's own.
LEFT_OUT = frozenset(
    {
        ".git",
        ".hg",
        ".mypy_cache",
        ".nox",
        ".pytest_cache",
        ".ruff_cache",
        ".svn",
        ".tox",
        ".venv",
        "__pycache__",
        "node_modules",
        "venv",
    }
)


def files_below(root: Path) -> Iterator[Path]:
    """Everything but folders; links are not followed. Raises `OSError`."""
    if not root.is_dir():
        raise NotADirectoryError(f"{root} is no directory")
    found: List[Path] = []
    for folder, folders, names in os.walk(root, onerror=_refuse):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        kept = [name for name in folders if name not in LEFT_OUT and name not in links]
        folders[:] = kept
        found.extend(Path(folder, name) for name in [*names, *links])
    yield from sorted(found, key=_parts)


def _parts(path: Path) -> Tuple[str, ...]:
    return path.parts


def _refuse(error: OSError) -> None:
    raise error
