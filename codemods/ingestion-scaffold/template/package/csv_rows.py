"""CSV with a header line."""

from __future__ import annotations

import csv
from typing import Iterable, Iterator, List, Optional

from .lines import Line
from .records import BadLine, Record, Row, excerpt


class _Feed:
    """Hands lines to the reader, and remembers those of the current row."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self.number = 0
        self.start_row()

    def start_row(self) -> None:
        self.text = ""
        self.problem = ""

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number = line.number
        self.text = self.text or excerpt(line.text)
        self.problem = self.problem or line.problem
        return line.text


def parse_csv(lines: Iterable[Line], source: str, delimiter: str) -> Iterator[Row]:
    """A row that is not quoted well, or has another length than the header, is bad.

    Without a good header nothing behind it means anything, and nothing is read.
    """
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    header: Optional[List[str]] = None
    while True:
        start = feed.number + 1
        feed.start_row()
        try:
            fields = next(reader)
            problem = feed.problem or _problem_of(fields, header)
        except StopIteration:
            return
        except csv.Error as error:
            fields = []
            problem = feed.problem or f"not CSV: {error}"
        if problem:
            yield BadLine(source, start, problem, feed.text)
            if header is None:
                return
        elif header is None:
            header = fields or None
        elif fields:
            yield Record(source, start, dict(zip(header, fields)))


def _problem_of(fields: List[str], header: Optional[List[str]]) -> str:
    if header is None:
        doubled = sorted({name for name in fields if fields.count(name) > 1})
        return f"the header has {doubled[0]!r} twice" if doubled else ""
    if fields and len(fields) != len(header):
        return f"{len(fields)} fields, not {len(header)} as in the header"
    return ""
