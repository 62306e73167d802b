"""What can go wrong."""

from __future__ import annotations

from .records import BadLine


class IngestionError(Exception):
    """Anything that stops an ingestion."""


class BadLineError(IngestionError):
    """A line does not fulfil the contract, and the contract says to stop there."""

    def __init__(self, bad_line: BadLine) -> None:
        super().__init__(str(bad_line))
        self.bad_line = bad_line


class SourceError(IngestionError):
    """A source cannot be opened, or not be read to its end. Always raised."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason
