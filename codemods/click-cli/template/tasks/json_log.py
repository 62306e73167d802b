"""The log of the tasks: one JSON object a line, on standard error."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Dict, Iterator

LOGGER = logging.getLogger(__package__)
LOGGER.setLevel(logging.INFO)


class JsonFormatter(logging.Formatter):
    """Writes a record, and what its `extra={"fields": {...}}` says, as one line."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, timezone.utc)
        entry: Dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        fields = getattr(record, "fields", None)
        if isinstance(fields, dict):
            entry.update(fields)
        if record.exc_info:
            kind, error, trace = record.exc_info
            entry["error"] = {
                "type": "" if kind is None else kind.__name__,
                "message": str(error),
                "traceback": "".join(traceback.format_exception(kind, error, trace)),
            }
        # What JSON does not know is better shown than lost with the whole line.
        return json.dumps(entry, default=repr)


@contextmanager
def json_log_to_stderr() -> Iterator[logging.Logger]:
    """Logs as long as the task runs, and leaves the logging of its caller alone."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    propagated = LOGGER.propagate
    LOGGER.propagate = False
    LOGGER.addHandler(handler)
    try:
        yield LOGGER
    finally:
        LOGGER.removeHandler(handler)
        LOGGER.propagate = propagated
