"""The commands, and how they are documented."""

import logging

import pytest

click = pytest.importorskip("click", reason="the command line needs click")

from {{module}} import cli  # noqa: E402
from {{tasks}}.json_log import LOGGER  # noqa: E402

COMMANDS = {{names}}


@pytest.fixture(autouse=True)
def _log_level():
    level = LOGGER.level
    yield
    LOGGER.setLevel(level)


def output_of(capsys, *args):
    with pytest.raises(SystemExit) as stopped:
        cli.main(list(args), prog_name="cli")
    stdout, stderr = capsys.readouterr()
    return stopped.value.code, stdout, stderr


def test_these_commands_are_there():
    assert set(COMMANDS) <= set(cli.commands)


@pytest.mark.parametrize("args", [[], *([name] for name in COMMANDS)])
def test_help_documents_the_exit_codes(capsys, args):
    code, stdout, _ = output_of(capsys, *args, "--help")
    assert code == 0
    assert "3    the task ran to its end and found problems" in stdout


@pytest.mark.parametrize("args", [["no-such-task"], ["--no-such-option"]])
def test_a_wrong_command_line_ends_with_2(capsys, args):
    code, _, stderr = output_of(capsys, *args)
    assert code == 2
    assert "no-such" in stderr


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_the_log_level(capsys, level):
    code, _, _ = output_of(capsys, "--log-level", level, COMMANDS[0], "--help")
    assert code == 0
    assert LOGGER.level == getattr(logging, level.upper())
