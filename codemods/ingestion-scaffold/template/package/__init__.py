"""Reads records from files, directories and standard input.

    from {{package}} import Ingestor

    for record in Ingestor().read("events.ndjson"):
        print(record.source, record.line, record.data)

What is accepted, and what becomes of lines that are not, is the `Contract`; see
README.md beside this file.
"""

from .contract import BadLines, Contract, Format, Undecodable
from .errors import BadLineError, IngestionError, SourceError
from .ingestor import Ingestion, Ingestor
from .records import BadLine, Record

__all__ = [
    "BadLine",
    "BadLineError",
    "BadLines",
    "Contract",
    "Format",
    "Ingestion",
    "IngestionError",
    "Ingestor",
    "Record",
    "SourceError",
    "Undecodable",
]
