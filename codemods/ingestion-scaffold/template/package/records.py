"""What is read: records, and lines that are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Union


@dataclass(frozen=True)
class Record:
    """One record, and where it was read."""

    source: str
    """The path of the file, or `<stdin>`."""
    line: int
    """The line on which it begins; the first is 1."""
    data: Mapping[str, object]
    """JSON values for NDJSON; texts for CSV; the one field `text` for plain text."""


@dataclass(frozen=True)
class BadLine:
    """A line that does not fulfil the contract, and why."""

    source: str
    line: int
    reason: str
    text: str
    """The beginning of the line."""

    def __str__(self) -> str:
        return f"{self.source}, line {self.line}: {self.reason}"


Row = Union[Record, BadLine]

EXCERPT_LENGTH = 200


def excerpt(text: str) -> str:
    """The beginning of a line, for a report. Undecodable bytes are shown as \\udcXX."""
    shown = text.rstrip("\r\n")[:EXCERPT_LENGTH]
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")
