"""The command that verifies."""

import pytest

pytest.importorskip("click", reason="the command line needs click")

from {{module}} import {{function}} as command  # noqa: E402
from {{tasks}} import database, inventory, json_log, self_check  # noqa: E402


def test_good_sources(run, tmp_path):
    (tmp_path / "good.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "latin.py").write_bytes(b"# coding: latin-1\nx = '\xe9'\n")
    (tmp_path / "notes.txt").write_text("not Python (", encoding="utf-8")
    ended = run(command, tmp_path)
    assert ended.result == {"sources": 2, "problems": []}
    assert ended.code == 0
    assert not (tmp_path / "__pycache__").exists()


def test_sources_that_do_not_compile_are_problems(run, tmp_path):
    (tmp_path / "syntax.py").write_text("x = 1\nif\n", encoding="utf-8")
    (tmp_path / "bytes.py").write_bytes(b"x = '\xe9'\n")
    ended = run(command, tmp_path)
    assert ended.code == 3
    assert ended.end["problems"] == 2
    bytes_problem, syntax_problem = ended.result["problems"]
    assert bytes_problem.startswith("bytes.py: ")
    assert syntax_problem.startswith("syntax.py: line 2: ")


def test_no_source_is_executed(run, tmp_path):
    (tmp_path / "loud.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    assert run(command, tmp_path).code == 0


@pytest.mark.parametrize(
    ("check", "module", "attribute", "broken"),
    [
        ("check_log", json_log.json, "dumps", lambda *_, **__: "{\n}"),
        ("check_inventory", inventory, "_digest", lambda path: {"size": 0}),
        ("check_connection", database, "open_database", None),
    ],
)
def test_a_broken_promise_is_a_problem(
    run, tmp_path, monkeypatch, check, module, attribute, broken
):
    assert getattr(self_check, check)() is None
    if broken is None:
        monkeypatch.setattr(self_check, attribute, _leaving_it_open())
    else:
        monkeypatch.setattr(module, attribute, broken)
    assert getattr(self_check, check)() is not None


def _leaving_it_open():
    import sqlite3
    from contextlib import contextmanager

    @contextmanager
    def open_database(path, timeout):
        yield sqlite3.connect(path)

    return open_database
