"""Runs a task: its log, and the exit code that it ends with."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import Callable, Mapping

from .exit_codes import ExitCode
from .json_log import json_log_to_stderr


@dataclass(frozen=True)
class TaskResult:
    """What a task came to."""

    summary: Mapping[str, object]
    """Counts for the log."""
    problem_count: int = 0


def run_task(name: str, task: Callable[[], TaskResult]) -> ExitCode:
    """Logs the start and the end of a task, and an error with its traceback.

    `SystemExit` goes through; every other failure becomes an exit code.
    """
    with json_log_to_stderr() as log:
        started = time.monotonic()

        def log_end(level: int, outcome: str, **fields: object) -> None:
            seconds = round(time.monotonic() - started, 6)
            end = {"task": name, "outcome": outcome, "seconds": seconds}
            extra = {"fields": dict(end, **fields)}
            log.log(level, "task_end", exc_info=outcome == "failed", extra=extra)

        log.info("task_start", extra={"fields": {"task": name}})
        try:
            result = task()
        except KeyboardInterrupt:
            log_end(logging.WARNING, "interrupted")
            return ExitCode.INTERRUPTED
        except Exception:  # The border of the task: what failed is logged whole.
            log_end(logging.ERROR, "failed")
            return ExitCode.FAILED
        counts = dict(result.summary, problems=result.problem_count)
        if result.problem_count > 0:
            log_end(logging.WARNING, "problems", **counts)
            return ExitCode.PROBLEMS
        log_end(logging.INFO, "ok", **counts)
        return ExitCode.DONE
