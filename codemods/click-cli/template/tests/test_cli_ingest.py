"""The command that ingests."""

import io
import json
import sys

import pytest

pytest.importorskip("click", reason="the command line needs click")

from {{module}} import {{function}} as command  # noqa: E402


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "events.ndjson"
    path.write_text('{"id": 1}\nbad\n{"id": "\\ud800"}\n', encoding="utf-8")
    return path


def test_records_are_counted(run, source):
    ended = run(command, source, "--bad-lines", "skip")
    assert ended.result == {"records": 2, "bad_lines": 1}
    assert ended.code == 3
    assert ended.end["outcome"] == "problems"
    (bad_line,) = [line for line in ended.log if line["event"] == "bad_line"]
    assert (bad_line["line"], bad_line["text"]) == (2, "bad")


def test_records_are_written_as_ndjson(run, source, tmp_path):
    output = tmp_path / "out.ndjson"
    ended = run(command, source, "--bad-lines", "skip", "--output", output)
    assert ended.stdout == ""
    lines = output.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"source": str(source), "line": 1, "data": {"id": 1}},
        {"source": str(source), "line": 3, "data": {"id": "\ud800"}},
    ]


def test_nothing_is_written_when_it_stops(run, source, tmp_path):
    output = tmp_path / "out.ndjson"
    output.write_text("as before", encoding="utf-8")
    ended = run(command, source, "--output", output)
    assert ended.code == 1
    assert ended.end["error"]["type"] == "BadLineError"
    assert "line 2" in ended.end["error"]["message"]
    assert output.read_text(encoding="utf-8") == "as before"
    assert list(tmp_path.glob(".out.ndjson*")) == []


def test_standard_input_to_standard_output(run, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO("a;b\n1;é\n".encode("latin-1")))
    monkeypatch.setattr(sys, "stdin", stdin)
    ended = run(
        command, "-", "--format", "text", "--encoding", "latin-1", "--output", "-"
    )
    assert ended.code == 0
    texts = [json.loads(line)["data"]["text"] for line in ended.stdout.splitlines()]
    assert texts == ["a;b", "1;é"]


def test_a_missing_source_fails(run, tmp_path):
    ended = run(command, tmp_path / "missing.csv")
    assert ended.code == 1
    assert ended.end["error"]["type"] == "SourceError"


def test_a_wrong_option_is_a_usage_error(capsys):
    with pytest.raises(SystemExit) as stopped:
        command.main(["x", "--format", "xml"])
    assert stopped.value.code == 2
    assert "xml" in capsys.readouterr().err
