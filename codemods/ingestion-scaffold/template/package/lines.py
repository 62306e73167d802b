"""Lines of a text stream, in bounded memory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator, TextIO

from .contract import Contract, Undecodable

# `surrogateescape` (PEP 383) decodes an unknown byte to one of these.
UNDECODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True)
class Line:
    """One line with its end; without any text where it is too long."""

    number: int
    text: str
    problem: str
    """Why it cannot be used; empty when it can."""


def read_lines(stream: TextIO, contract: Contract) -> Iterator[Line]:
    """Lines end with LF, CRLF or CR. The stream decodes with `surrogateescape`."""
    number = 0
    limit = contract.max_line_length
    was_cut = False
    # Two more characters: the end of a line does not count.
    for text in iter(lambda: stream.readline(limit + 2), ""):
        if was_cut and text == "\n":
            # The rest was skipped up to a CR, and this is the other half of a CRLF.
            was_cut = False
            continue
        number += 1
        was_cut = len(text.rstrip("\r\n")) > limit
        if was_cut:
            was_cut = _skip_rest(stream, text)
            yield Line(number, "", f"longer than {limit} characters")
        elif text.isascii() or UNDECODED.search(text) is None:
            yield Line(number, text, "")
        elif contract.undecodable is Undecodable.REPLACE:
            yield Line(number, UNDECODED.sub("\ufffd", text), "")
        else:
            yield Line(number, text, f"not {contract.encoding}")


def _skip_rest(stream: TextIO, text: str) -> bool:
    """Reads to the end of the line. True where that end is a CR, perhaps of a CRLF."""
    while text and not text.endswith(("\n", "\r")):
        text = stream.readline(65536)
    return text.endswith("\r")
