"""Bytes that are text, and bytes that are none."""

import codecs

import pytest

from {{package}} import BadLineError, BadLines, Contract, Ingestor, Undecodable


def texts(path, contract):
    return [record.data["text"] for record in Ingestor(contract).read(path)]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("UTF_8", codecs.BOM_UTF8),
        ("utf-8", b""),
        ("latin-1", b""),
        ("cp1252", b""),
        ("utf-16", b""),
        ("utf-16-le", b""),
    ],
)
def test_an_encoding_is_read(tmp_path, encoding, mark):
    path = tmp_path / "a.txt"
    path.write_bytes(mark + "naïve\ncafé\n".encode(encoding))
    assert texts(path, Contract(encoding=encoding)) == ["naïve", "café"]


def test_a_byte_order_mark_is_no_part_of_a_csv_header(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(codecs.BOM_UTF8 + b"id,name\n1,x\n")
    records = [dict(record.data) for record in Ingestor().read(path)]
    assert records == [{"id": "1", "name": "x"}]


@pytest.mark.parametrize("name", ["a.txt", "a.ndjson", "a.csv"])
def test_undecodable_bytes_make_a_bad_line(tmp_path, name):
    lines = {
        "a.txt": b"one\ncaf\xe9\ntwo\n",
        "a.ndjson": b'{"x": 1}\n{"x": "caf\xe9"}\n{"x": 2}\n',
        "a.csv": b"x\ncaf\xe9\n2\n",
    }
    path = tmp_path / name
    path.write_bytes(lines[name])
    ingestion = Ingestor(Contract(bad_lines=BadLines.COLLECT)).read(path)
    assert len(list(ingestion)) == (1 if name == "a.csv" else 2)
    (bad_line,) = ingestion.bad_lines
    assert (bad_line.line, bad_line.reason) == (2, "not utf-8")
    assert "caf\\udce9" in bad_line.text


def test_undecodable_bytes_are_an_error_by_default(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"caf\xe9\n")
    with pytest.raises(BadLineError, match="line 1: not utf-8"):
        texts(path, Contract())


def test_undecodable_bytes_can_be_replaced(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"caf\xe9\n")
    contract = Contract(undecodable=Undecodable.REPLACE)
    assert texts(path, contract) == ["caf\ufffd"]


@pytest.mark.parametrize("encoding", ["no-such-encoding", "hex"])
def test_an_encoding_that_is_none_is_refused(encoding):
    with pytest.raises(ValueError, match="no text encoding"):
        Contract(encoding=encoding)


@pytest.mark.parametrize("delimiter", ["", ",,", '"', "\n"])
def test_a_delimiter_that_is_none_is_refused(delimiter):
    with pytest.raises(ValueError, match="cannot delimit"):
        Contract(delimiter=delimiter)
