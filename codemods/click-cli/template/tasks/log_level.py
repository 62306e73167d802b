"""The option that says how much the tasks log."""

from __future__ import annotations

import click

from .json_log import LOGGER

LEVELS = ["debug", "info", "warning", "error"]


def set_log_level(
    context: click.Context, parameter: click.Parameter, value: str
) -> None:
    """The callback of the option: it holds for this process."""
    LOGGER.setLevel(value.upper())


log_level_option = click.option(
    "--log-level",
    type=click.Choice(LEVELS),
    default="info",
    show_default=True,
    expose_value=False,
    callback=set_log_level,
    help="The least severe lines that the log of a task has.",
)
