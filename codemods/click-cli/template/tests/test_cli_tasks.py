"""How a task is run: its log and its exit code."""

import json
import logging
from functools import partial

import pytest

pytest.importorskip("click", reason="the command line needs click")

from {{tasks}}.exit_codes import EXIT_CODES, ExitCode  # noqa: E402
from {{tasks}}.json_log import LOGGER  # noqa: E402
from {{tasks}}.run import TaskResult, run_task  # noqa: E402


def logged(capsys):
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_the_start_and_the_end_are_logged(capsys):
    result = TaskResult({"files": 3, "odd": {1}})
    assert run_task("count", lambda: result) is ExitCode.DONE
    start, end = logged(capsys)
    assert (start["event"], start["task"], start["level"]) == (
        "task_start",
        "count",
        "info",
    )
    assert (end["event"], end["task"], end["outcome"]) == ("task_end", "count", "ok")
    assert (end["files"], end["odd"], end["problems"]) == (3, "{1}", 0)
    assert end["seconds"] >= 0
    assert start["time"] <= end["time"]


def test_problems_have_an_exit_code_of_their_own(capsys):
    assert run_task("count", lambda: TaskResult({}, 2)) is ExitCode.PROBLEMS
    end = logged(capsys)[-1]
    assert (end["outcome"], end["problems"], end["level"]) == ("problems", 2, "warning")


def test_a_failure_is_logged_with_its_traceback(capsys):
    def fail():
        raise LookupError("two\nlines")

    assert run_task("fail", fail) is ExitCode.FAILED
    end = logged(capsys)[-1]
    assert (end["outcome"], end["level"]) == ("failed", "error")
    assert end["error"]["type"] == "LookupError"
    assert end["error"]["message"] == "two\nlines"
    assert "in fail" in end["error"]["traceback"]


def test_an_interrupted_task_ends_as_a_shell_has_it(capsys):
    def interrupt():
        raise KeyboardInterrupt

    assert run_task("wait", interrupt) is ExitCode.INTERRUPTED
    assert logged(capsys)[-1]["outcome"] == "interrupted"


def test_an_exit_goes_through():
    def leave():
        raise SystemExit(9)

    with pytest.raises(SystemExit, match="9"):
        run_task("leave", leave)
    assert LOGGER.handlers == []


def test_the_level_of_the_log_is_kept_to(capsys, request):
    request.addfinalizer(partial(LOGGER.setLevel, LOGGER.level))
    LOGGER.setLevel(logging.ERROR)
    assert run_task("count", lambda: TaskResult({})) is ExitCode.DONE
    assert run_task("count", lambda: TaskResult({}, 1)) is ExitCode.PROBLEMS
    assert logged(capsys) == []


def test_every_exit_code_is_documented():
    for code in ExitCode:
        assert f"\n  {code:<4d} " in EXIT_CODES
