"""One JSON object a line."""

from __future__ import annotations

import json
from typing import Iterable, Iterator

from .lines import Line
from .records import BadLine, Record, Row, excerpt


def parse_ndjson(lines: Iterable[Line], source: str) -> Iterator[Row]:
    """A line that is no JSON object is a bad line."""
    for line in lines:
        if line.problem:
            yield BadLine(source, line.number, line.problem, excerpt(line.text))
        elif line.text.strip():
            yield _parse_object(line, source)


def _parse_object(line: Line, source: str) -> Row:
    try:
        value: object = json.loads(line.text, parse_constant=_refuse_constant)
    except RecursionError:
        reason = "nested too deeply"
    except ValueError as error:
        reason = f"not JSON: {error}"
    else:
        if isinstance(value, dict):
            return Record(source, line.number, value)
        reason = "not a JSON object"
    return BadLine(source, line.number, reason, excerpt(line.text))


def _refuse_constant(name: str) -> object:
    """Python's own reader takes NaN and Infinity, which RFC 8259 does not know."""
    raise ValueError(f"{name} is no number of JSON")
