"""Where text comes from: files, directories, standard input."""

from __future__ import annotations

import gzip
import io
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Iterator, Optional, TextIO, Tuple, Union, cast

from .contract import Contract, Format
from .errors import SourceError

STDIN = "-"

FORMAT_BY_SUFFIX = {
    ".ndjson": Format.NDJSON,
    ".jsonl": Format.NDJSON,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".txt": Format.TEXT,
    ".log": Format.TEXT,
}

Location = Union[str, "os.PathLike[str]"]


@dataclass(frozen=True)
class Source:
    """One stream of bytes: a file, or a stream that somebody else closes."""

    name: str
    format: Format
    delimiter: str
    content: Union[Path, BinaryIO]


def find_sources(location: Location, contract: Contract) -> Iterator[Source]:
    """The sources at a location. In a directory they come in the order of their paths.

    Raises `SourceError` where there is nothing, or nothing whose format is known.
    """
    if location == STDIN:
        yield source_of_stream(sys.stdin.buffer, "<stdin>", contract)
        return
    path = Path(location)
    if path.is_dir():
        yield from _sources_below(path, contract)
        return
    source = _source_of_file(path, contract)
    if source is None:
        reason = "its format cannot be told from its name; set Contract.format"
        raise SourceError(str(path), reason)
    yield source


def source_of_stream(stream: BinaryIO, name: str, contract: Contract) -> Source:
    """A stream that stays open. Its format is NDJSON unless the contract says more."""
    is_auto = contract.format is Format.AUTO
    chosen = Format.NDJSON if is_auto else contract.format
    return Source(name, chosen, contract.delimiter, stream)


@contextmanager
def open_text(source: Source, encoding: str) -> Iterator[TextIO]:
    """The text of a source, undecodable bytes as PEP 383 has them."""
    is_utf8 = encoding.lower().replace("_", "-") in ("utf-8", "utf8")
    with _open_bytes(source.content) as stream:
        text = io.TextIOWrapper(
            stream,
            encoding="utf-8-sig" if is_utf8 else encoding,
            errors="surrogateescape",
            newline="",
        )
        try:
            yield text
        finally:
            # Otherwise the wrapper would close standard input with itself.
            text.detach()


@contextmanager
def _open_bytes(content: Union[Path, BinaryIO]) -> Iterator[BinaryIO]:
    if not isinstance(content, Path):
        yield content
    elif content.suffix.lower() == ".gz":
        with gzip.open(content, "rb") as unpacked:
            yield cast(BinaryIO, unpacked)
    else:
        with content.open("rb") as stream:
            yield stream


def _source_of_file(path: Path, contract: Contract) -> Optional[Source]:
    """None for a file of unknown format."""
    name = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    suffix = name.suffix.lower()
    known = FORMAT_BY_SUFFIX.get(suffix)
    chosen = known if contract.format is Format.AUTO else contract.format
    if chosen is None:
        return None
    delimiter = "\t" if suffix == ".tsv" else contract.delimiter
    return Source(str(path), chosen, delimiter, path)


def _sources_below(root: Path, contract: Contract) -> Iterator[Source]:
    """Hidden files, files of unknown format and links to directories are left out."""
    for path in sorted(_files_below(root), key=_parts):
        source = _source_of_file(path, contract)
        if source is not None:
            yield source


def _parts(path: Path) -> Tuple[str, ...]:
    return path.parts


def _files_below(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(folder, name)
            # Of what is no regular file, a pipe would be waited for without end.
            if not name.startswith(".") and path.is_file():
                yield path


def _refuse(error: OSError) -> None:
    raise SourceError(str(error.filename), str(error.strerror)) from error
