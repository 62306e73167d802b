"""The task `ingest`."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict

from {{ingestion}} import BadLine, BadLines, Contract, Format, Ingestor

from .json_log import LOGGER
from .output import STDOUT, open_output, write_line
from .run import TaskResult


def ingest_records(
    source: str, output: str, input_format: str, encoding: str, bad_lines: str
) -> TaskResult:
    """Reads the records of a source and writes them as NDJSON.

    Without an output they are counted, and the counts are the result. Lines that are
    skipped are logged, and are problems.
    """
    contract = Contract(
        format=Format(input_format),
        encoding=encoding,
        bad_lines=BadLines(bad_lines),
    )
    with ExitStack() as stack:
        ingestion = stack.enter_context(Ingestor(contract, _log_bad_line).read(source))
        stream = stack.enter_context(open_output(output)) if output else None
        for record in ingestion:
            if stream is not None:
                place = {"source": record.source, "line": record.line}
                write_line(stream, dict(place, data=record.data))
    summary = {
        "records": ingestion.record_count,
        "bad_lines": ingestion.bad_line_count,
    }
    if not output:
        with open_output(STDOUT) as stdout:
            write_line(stdout, summary)
    return TaskResult(summary, ingestion.bad_line_count)


def _log_bad_line(bad_line: BadLine) -> None:
    LOGGER.warning("bad_line", extra={"fields": asdict(bad_line)})
