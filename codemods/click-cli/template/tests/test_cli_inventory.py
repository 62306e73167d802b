"""The command that lists files."""

import hashlib
import json
import os

import pytest

pytest.importorskip("click", reason="the command line needs click")

from {{module}} import {{function}} as command  # noqa: E402


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "listed"
    (path / "b").mkdir(parents=True)
    (path / "b" / "data.bin").write_bytes(b"\x00\r\n")
    (path / "a.txt").write_text("text", encoding="utf-8")
    (path / ".git").mkdir()
    (path / ".git" / "HEAD").write_text("ref", encoding="utf-8")
    return path


def test_files_are_listed_with_their_digests(run, folder):
    ended = run(command, folder)
    assert ended.code == 0
    assert ended.end["files"] == 2
    assert [json.loads(line) for line in ended.stdout.splitlines()] == [
        {"path": "a.txt", "size": 4, "sha256": hashlib.sha256(b"text").hexdigest()},
        {
            "path": "b/data.bin",
            "size": 3,
            "sha256": hashlib.sha256(b"\x00\r\n").hexdigest(),
        },
    ]


def test_the_list_is_no_part_of_itself(run, folder):
    output = folder / "inventory.ndjson"
    assert run(command, folder, "--output", output).code == 0
    first = output.read_bytes()
    assert run(command, folder, "--output", output).code == 0
    assert output.read_bytes() == first
    assert len(first.splitlines()) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_links_and_pipes_are_named_as_such(run, folder):
    (folder / "link").symlink_to("nowhere")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe")
    ended = run(command, folder)
    listed = [json.loads(line) for line in ended.stdout.splitlines()]
    entries = {entry["path"]: entry for entry in listed}
    assert entries["link"] == {"path": "link", "link": "nowhere"}
    assert entries["loop"] == {"path": "loop", "link": str(folder)}
    assert entries["pipe"]["special"].startswith("p")


def test_a_file_that_cannot_be_read_is_a_problem(run, folder, monkeypatch):
    def refuse(path, mode="r"):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    ended = run(command, folder)
    assert ended.code == 3
    assert ended.end["problems"] == 2
    assert ended.result["error"] == "Permission denied"


def test_what_is_no_folder_fails(run, folder):
    ended = run(command, folder / "a.txt")
    assert ended.code == 1
    assert ended.end["error"]["type"] == "NotADirectoryError"
