"""How a task ends, as the shell sees it."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of the tasks."""

    DONE = 0
    FAILED = 1
    """The task stopped; its log has the error."""
    USAGE = 2
    """The command line is wrong. Click itself ends so."""
    PROBLEMS = 3
    """The task ran to its end and found something wrong."""
    INTERRUPTED = 130
    """As a shell has it for Ctrl-C."""


# Click keeps the lines of a paragraph that begins with \b.
EXIT_CODES = """\b
Exit codes of the tasks:
  0    done
  1    the task failed; its log, on standard error, has the error
  2    the command line is wrong
  3    the task ran to its end and found problems
  130  interrupted
"""
