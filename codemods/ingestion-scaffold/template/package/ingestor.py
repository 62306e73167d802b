"""The ingestor: a location in, records out."""

from __future__ import annotations

import zlib
from types import TracebackType
from typing import (
    BinaryIO,
    Callable,
    Generator,
    Generic,
    Iterator,
    List,
    Optional,
    Type,
    TypeVar,
    Union,
)

from .contract import BadLines, Contract, Format
from .csv_rows import parse_csv
from .errors import BadLineError, SourceError
from .lines import read_lines
from .ndjson import parse_ndjson
from .plain_text import parse_text
from .records import BadLine, Record, Row
from .sources import Location, Source, find_sources, open_text, source_of_stream
from .typed import converter_to

T = TypeVar("T")

OnBadLine = Callable[[BadLine], None]


class Ingestor:
    """Reads records as a contract has them."""

    def __init__(
        self,
        contract: Optional[Contract] = None,
        on_bad_line: Optional[OnBadLine] = None,
    ) -> None:
        """`on_bad_line` is told every bad line, whatever then becomes of it."""
        self.contract = Contract() if contract is None else contract
        self._on_bad_line = on_bad_line

    def read(self, location: Location) -> Ingestion[Record]:
        """The records of a file, of a directory, or of standard input (`-`)."""
        return self._ingest(self._rows(find_sources(location, self.contract)))

    def read_stream(
        self, stream: BinaryIO, name: str = "<stream>"
    ) -> Ingestion[Record]:
        """The records of an open binary stream, which stays open."""
        source = source_of_stream(stream, name, self.contract)
        return self._ingest(self._rows(iter([source])))

    def read_as(self, location: Location, record_type: Type[T]) -> Ingestion[T]:
        """The records as instances of a dataclass; what does not fit is a bad line."""
        convert = converter_to(record_type)
        rows = self._rows(find_sources(location, self.contract))
        return self._ingest(_converted(rows, convert))

    def _ingest(self, items: Generator[Union[T, BadLine], None, None]) -> Ingestion[T]:
        return Ingestion(items, self.contract, self._on_bad_line)

    def _rows(self, sources: Iterator[Source]) -> Generator[Row, None, None]:
        for source in sources:
            try:
                yield from _rows_of(source, self.contract)
            except (OSError, EOFError, UnicodeError, zlib.error) as error:
                reason = getattr(error, "strerror", None) or str(error)
                raise SourceError(source.name, reason) from error


class Ingestion(Generic[T]):
    """One pass over a location: iterate it once, then ask what was counted.

    Nothing is read ahead. Leave it by `with` or `close()` to close a file early.
    """

    def __init__(
        self,
        items: Generator[Union[T, BadLine], None, None],
        contract: Contract,
        on_bad_line: Optional[OnBadLine],
    ) -> None:
        self._items = items
        self._contract = contract
        self._on_bad_line = on_bad_line
        self.record_count = 0
        self.bad_line_count = 0
        self.bad_lines: List[BadLine] = []
        """The first `Contract.max_collected` ones, with `BadLines.COLLECT`."""

    def __iter__(self) -> Ingestion[T]:
        return self

    def __next__(self) -> T:
        for item in self._items:
            if not isinstance(item, BadLine):
                self.record_count += 1
                return item
            self._take_bad(item)
        raise StopIteration

    def __enter__(self) -> Ingestion[T]:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file at hand. There are no more records then."""
        self._items.close()

    def _take_bad(self, bad_line: BadLine) -> None:
        self.bad_line_count += 1
        if self._on_bad_line is not None:
            self._on_bad_line(bad_line)
        policy = self._contract.bad_lines
        if policy is BadLines.RAISE:
            self.close()
            raise BadLineError(bad_line)
        has_room = len(self.bad_lines) < self._contract.max_collected
        if policy is BadLines.COLLECT and has_room:
            self.bad_lines.append(bad_line)


def _rows_of(source: Source, contract: Contract) -> Iterator[Row]:
    with open_text(source, contract.encoding) as text:
        lines = read_lines(text, contract)
        if source.format is Format.CSV:
            yield from parse_csv(lines, source.name, source.delimiter)
        elif source.format is Format.TEXT:
            yield from parse_text(lines, source.name)
        else:
            yield from parse_ndjson(lines, source.name)


def _converted(
    rows: Generator[Row, None, None], convert: Callable[[Record], Union[T, BadLine]]
) -> Generator[Union[T, BadLine], None, None]:
    try:
        for row in rows:
            yield row if isinstance(row, BadLine) else convert(row)
    finally:
        rows.close()
