"""The input contract: what is accepted, and what becomes of lines that are not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Format(str, Enum):
    """How the text of a source is divided into records."""

    AUTO = "auto"
    """By the ending of the file's name; NDJSON for standard input."""
    NDJSON = "ndjson"
    """One JSON object a line. Blank lines are ignored."""
    CSV = "csv"
    """RFC 4180, with a header line. Blank lines are ignored."""
    TEXT = "text"
    """One record a line, blank lines included, in the field `text`."""


class BadLines(str, Enum):
    """What becomes of a line that does not fulfil the contract."""

    RAISE = "raise"
    """`BadLineError`: nothing behind it is read."""
    SKIP = "skip"
    """It is counted, and told to the callback of the ingestor."""
    COLLECT = "collect"
    """As `SKIP`, and kept in `Ingestion.bad_lines`."""


class Undecodable(str, Enum):
    """What becomes of bytes that the encoding does not know."""

    BAD_LINE = "bad-line"
    """Their line is a bad line."""
    REPLACE = "replace"
    """Each becomes U+FFFD, and the line is read."""


@dataclass(frozen=True)
class Contract:
    """What an `Ingestor` accepts. The defaults lose nothing silently."""

    format: Format = Format.AUTO
    encoding: str = "utf-8"
    """A text encoding of Python. A byte order mark is skipped in UTF-8, too."""
    undecodable: Undecodable = Undecodable.BAD_LINE
    bad_lines: BadLines = BadLines.RAISE
    delimiter: str = ","
    """Of CSV. Files that end in .tsv have tabs."""
    max_line_length: int = 16 * 1024 * 1024
    """In characters. A longer line is a bad line, and is never held in memory."""
    max_collected: int = 1000
    """How many bad lines are kept. All are counted."""

    def __post_init__(self) -> None:
        try:
            "".encode(self.encoding)
        except LookupError as error:
            raise ValueError(f"{self.encoding!r} is no text encoding") from error
        if len(self.delimiter) != 1 or self.delimiter in '"\r\n':
            raise ValueError(f"{self.delimiter!r} cannot delimit fields of CSV")
        if self.max_line_length < 1 or self.max_collected < 0:
            raise ValueError("max_line_length and max_collected must not be negative")
