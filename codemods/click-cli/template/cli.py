"""The command line of {{name}}: `python -m {{module}} --help`.

Each task writes its log to standard error, one JSON object a line, and its result to
standard output. Exit codes: 0 done, 1 the task failed, 2 the command line is wrong,
3 the task ran to its end and found problems, 130 interrupted.
"""

from __future__ import annotations

import sys

import click

{{imports}}


@click.group(epilog=EXIT_CODES)
@log_level_option
def cli() -> None:
    """Run a task of {{name}}."""


{{commands}}


if __name__ == "__main__":
    cli()
