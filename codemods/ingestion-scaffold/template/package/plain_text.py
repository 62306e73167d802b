"""One record a line."""

from __future__ import annotations

from typing import Iterable, Iterator

from .lines import Line
from .records import BadLine, Record, Row, excerpt


def parse_text(lines: Iterable[Line], source: str) -> Iterator[Row]:
    """The line, without its end, is the field `text`."""
    for line in lines:
        if line.problem:
            yield BadLine(source, line.number, line.problem, excerpt(line.text))
        else:
            yield Record(source, line.number, {"text": line.text.rstrip("\r\n")})
