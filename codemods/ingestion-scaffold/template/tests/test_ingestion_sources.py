"""Directories, standard input, packed and broken files."""

import gzip
import io
import os
import sys

import pytest

from {{package}} import BadLines, Contract, Format, Ingestor, SourceError


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "data"
    path.mkdir()
    return path


def test_a_directory_is_read_in_the_order_of_its_paths(folder):
    (folder / "b").mkdir()
    (folder / ".hidden").mkdir()
    for name in ["b/2.txt", "b/10.txt", "a.txt", "c.txt", ".h.txt", ".hidden/x.txt"]:
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "image.png").write_bytes(b"\x89PNG\n")
    records = list(Ingestor().read(folder))
    texts = [record.data["text"] for record in records]
    assert texts == ["a.txt", "b/10.txt", "b/2.txt", "c.txt"]
    assert records[1].source == str(folder / "b" / "10.txt")


def test_a_directory_may_hold_several_formats(folder):
    (folder / "1.ndjson").write_text('{"x": 1}\n', encoding="utf-8")
    (folder / "2.csv").write_text("x\n2\n", encoding="utf-8")
    (folder / "3.txt").write_text("three\n", encoding="utf-8")
    data = [dict(record.data) for record in Ingestor().read(folder)]
    assert data == [{"x": 1}, {"x": "2"}, {"text": "three"}]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_pipes_and_links_to_directories_are_left_out(folder):
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "lost.txt").symlink_to(folder / "no-such-file")
    (folder / "real.txt").write_text("real", encoding="utf-8")
    texts = [record.data["text"] for record in Ingestor().read(folder)]
    assert texts == ["real"]


def test_standard_input(monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(b'{"x": 1}\n{"x": 2}\n'), encoding="ascii")
    monkeypatch.setattr(sys, "stdin", stdin)
    records = list(Ingestor().read("-"))
    assert [record.data for record in records] == [{"x": 1}, {"x": 2}]
    assert {record.source for record in records} == {"<stdin>"}
    assert not stdin.buffer.closed


def test_standard_input_in_another_format(monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(b"x,y\n1,2\n"), encoding="ascii")
    monkeypatch.setattr(sys, "stdin", stdin)
    (record,) = Ingestor(Contract(format=Format.CSV)).read("-")
    assert dict(record.data) == {"x": "1", "y": "2"}


def test_a_stream_stays_open():
    stream = io.BytesIO(b'{"x": 1}\n')
    assert len(list(Ingestor().read_stream(stream))) == 1
    assert not stream.closed


def test_a_packed_file_is_unpacked(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"x\n1\n"))
    assert [dict(record.data) for record in Ingestor().read(path)] == [{"x": "1"}]


@pytest.mark.parametrize("policy", list(BadLines))
def test_a_packed_file_that_was_cut_off_is_an_error(tmp_path, policy):
    lines = "".join(f"{number * 7919 % 10007}\n" for number in range(20_000))
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(lines.encode())[:-2000])
    ingestion = Ingestor(Contract(bad_lines=policy)).read(path)
    with pytest.raises(SourceError, match="a.txt.gz"):
        list(ingestion)
    assert 0 < ingestion.record_count < 20_000


@pytest.mark.parametrize("content", [b"not packed\n", b"\x1f\x8b\x08\x00broken"])
def test_what_is_no_packed_file_is_an_error(tmp_path, content):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="a.txt.gz"):
        list(Ingestor().read(path))


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="No such file"):
        list(Ingestor().read(tmp_path / "missing.txt"))
