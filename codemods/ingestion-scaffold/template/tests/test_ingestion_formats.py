"""What each format makes of the lines of a file."""

import json
from pathlib import Path

import pytest

from {{package}} import BadLines, Contract, Format, Ingestor, SourceError


def read(path: Path, contract: Contract = Contract()) -> list:
    return [record.data for record in Ingestor(contract).read(path)]


def bad_lines(path: Path, contract: Contract = Contract(bad_lines=BadLines.COLLECT)):
    ingestion = Ingestor(contract).read(path)
    records = [record.data for record in ingestion]
    return records, [(bad.line, bad.reason) for bad in ingestion.bad_lines]


def test_ndjson_is_one_object_a_line(tmp_path):
    path = tmp_path / "events.ndjson"
    path.write_text('{"id": 1}\n\n{"id": 2, "tags": ["a"]}', encoding="utf-8")
    records = list(Ingestor().read(path))
    assert [record.data for record in records] == [{"id": 1}, {"id": 2, "tags": ["a"]}]
    assert [record.line for record in records] == [1, 3]
    assert {record.source for record in records} == {str(path)}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"x": NaN}', "NaN is no number of JSON"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_ndjson_bad_lines(tmp_path, line, reason):
    path = tmp_path / "events.jsonl"
    path.write_text(f'{{"id": 1}}\n{line}\n{{"id": 2}}\n', encoding="utf-8")
    records, bad = bad_lines(path)
    assert records == [{"id": 1}, {"id": 2}]
    assert [number for number, _ in bad] == [2]
    assert reason in bad[0][1]


def test_csv_quoting(tmp_path):
    path = tmp_path / "people.csv"
    text = 'name,note\r\n"Doe, Jane","said ""hi""\r\nand left"\r\nBob,\r\n'
    path.write_bytes(text.encode())
    records = list(Ingestor().read(path))
    assert [dict(record.data) for record in records] == [
        {"name": "Doe, Jane", "note": 'said "hi"\r\nand left'},
        {"name": "Bob", "note": ""},
    ]
    assert [record.line for record in records] == [2, 4]


def test_csv_bad_rows(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text('a,b\n1\n1,2,3\n\n"x"y,2\n1,2\n"open,2\n', encoding="utf-8")
    records, bad = bad_lines(path)
    assert records == [{"a": "1", "b": "2"}]
    assert [number for number, _ in bad] == [2, 3, 5, 7]
    assert bad[0][1] == "1 fields, not 2 as in the header"


@pytest.mark.parametrize("header", ["a,a", '"a"b,c'])
def test_csv_with_a_bad_header_has_no_records(tmp_path, header):
    path = tmp_path / "people.csv"
    path.write_text(f"{header}\n1,2\n", encoding="utf-8")
    records, bad = bad_lines(path)
    assert records == []
    assert [number for number, _ in bad] == [1]


def test_csv_delimiters(tmp_path):
    (tmp_path / "a.tsv").write_text("x\ty\n1\t2,3\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("x;y\n1;2\n", encoding="utf-8")
    assert read(tmp_path / "a.tsv") == [{"x": "1", "y": "2,3"}]
    assert read(tmp_path / "b.csv", Contract(delimiter=";")) == [{"x": "1", "y": "2"}]


def test_plain_text_keeps_every_line(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_bytes("one\r\n\r\n two \u2028\rthree".encode())
    texts = [data["text"] for data in read(path)]
    assert texts == ["one", "", " two \u2028", "three"]


@pytest.mark.parametrize("name", ["a.ndjson", "a.csv", "a.txt"])
def test_an_empty_file_has_no_records(tmp_path, name):
    (tmp_path / name).write_bytes(b"")
    assert read(tmp_path / name) == []


def test_crlf_is_no_part_of_a_record(tmp_path):
    (tmp_path / "a.ndjson").write_bytes(b'{"x": "1"}\r\n{"x": "2"}\r\n')
    (tmp_path / "a.csv").write_bytes(b"x\r\n1\r\n2\r\n")
    expected = [{"x": "1"}, {"x": "2"}]
    assert read(tmp_path / "a.ndjson") == expected
    assert read(tmp_path / "a.csv") == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("length", [11, 12, 70_000])
def test_a_line_that_is_too_long_is_bad(tmp_path, end, length):
    path = tmp_path / "a.txt"
    path.write_bytes(end.join(["1234567890", "x" * length, "", "end"]).encode())
    contract = Contract(bad_lines=BadLines.COLLECT, max_line_length=10)
    records, bad = bad_lines(path, contract)
    assert records == [{"text": "1234567890"}, {"text": ""}, {"text": "end"}]
    assert bad == [(2, "longer than 10 characters")]


def test_a_csv_line_that_is_too_long_is_one_bad_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"' + "x" * 50 + '",1\n1,2\n', encoding="utf-8")
    contract = Contract(bad_lines=BadLines.COLLECT, max_line_length=10)
    assert bad_lines(path, contract) == (
        [{"a": "1", "b": "2"}],
        [(2, "longer than 10 characters")],
    )


def test_the_format_can_be_told(tmp_path):
    path = tmp_path / "data.bin"
    path.write_text(json.dumps({"id": 1}), encoding="utf-8")
    assert read(path, Contract(format=Format.NDJSON)) == [{"id": 1}]
    with pytest.raises(SourceError, match="format cannot be told"):
        read(path)
