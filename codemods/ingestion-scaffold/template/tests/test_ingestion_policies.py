"""What becomes of bad lines, and of records that are to have a type."""

import tracemalloc
from dataclasses import dataclass
from typing import List, Optional

import pytest

from {{package}} import BadLineError, BadLines, Contract, Ingestor


@dataclass(frozen=True)
class Event:
    name: str
    count: int
    share: float = 1.0
    done: bool = False
    note: Optional[str] = None

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("the count is negative")


@pytest.fixture
def mixed(tmp_path):
    path = tmp_path / "mixed.ndjson"
    path.write_text('{"x": 1}\nbad\n{"x": 2}\nworse\n', encoding="utf-8")
    return path


def test_a_bad_line_is_raised_by_default(mixed):
    ingestion = Ingestor().read(mixed)
    assert next(ingestion).data == {"x": 1}
    with pytest.raises(BadLineError, match="line 2: not JSON") as caught:
        next(ingestion)
    assert caught.value.bad_line.text == "bad"
    assert list(ingestion) == []


def test_bad_lines_are_skipped_and_counted(mixed):
    ingestion = Ingestor(Contract(bad_lines=BadLines.SKIP)).read(mixed)
    assert [record.data for record in ingestion] == [{"x": 1}, {"x": 2}]
    assert (ingestion.record_count, ingestion.bad_line_count) == (2, 2)
    assert ingestion.bad_lines == []


def test_bad_lines_are_collected_up_to_a_limit(mixed):
    contract = Contract(bad_lines=BadLines.COLLECT, max_collected=1)
    ingestion = Ingestor(contract).read(mixed)
    assert len(list(ingestion)) == 2
    assert [bad.line for bad in ingestion.bad_lines] == [2]
    assert ingestion.bad_line_count == 2


@pytest.mark.parametrize("policy", list(BadLines))
def test_a_callback_is_told_every_bad_line(mixed, policy):
    told: List[int] = []
    ingestor = Ingestor(Contract(bad_lines=policy), lambda bad: told.append(bad.line))
    try:
        list(ingestor.read(mixed))
    except BadLineError:
        assert policy is BadLines.RAISE
    assert told == ([2] if policy is BadLines.RAISE else [2, 4])


def test_records_become_dataclasses(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(
        "name,count,share,done,note\nstart,3,0.5,TRUE,\nstop,4,1,false,late\n",
        encoding="utf-8",
    )
    events = list(Ingestor().read_as(path, Event))
    assert events == [
        Event("start", 3, 0.5, True, None),
        Event("stop", 4, 1.0, False, "late"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"name": "x"}', "'count' is missing"),
        ('{"name": "x", "count": 1, "size": 2}', "'size' is unknown"),
        ('{"name": 7, "count": 1}', "'name' is no text"),
        ('{"name": "x", "count": "many"}', "'count' is no whole number"),
        ('{"name": "x", "count": true}', "'count' is no whole number"),
        ('{"name": "x", "count": 1.5}', "'count' is no whole number"),
        ('{"name": "x", "count": "1_0"}', "'count' is no whole number"),
        ('{"name": "x", "count": 1, "share": "half"}', "'share' is no number"),
        ('{"name": "x", "count": 1, "done": 1}', "'done' is neither true nor false"),
        ('{"name": "x", "count": -1}', "the count is negative"),
    ],
)
def test_a_record_that_does_not_fit_is_a_bad_line(tmp_path, line, reason):
    path = tmp_path / "events.ndjson"
    path.write_text(f'{line}\n{{"name": "y", "count": 2}}\n', encoding="utf-8")
    ingestion = Ingestor(Contract(bad_lines=BadLines.COLLECT)).read_as(path, Event)
    assert list(ingestion) == [Event("y", 2)]
    (bad_line,) = ingestion.bad_lines
    assert bad_line.line == 1
    assert reason in bad_line.reason


def test_a_type_that_cannot_be_read_is_refused():
    @dataclass
    class Nested:
        inner: Event

    with pytest.raises(TypeError, match="'inner' has a type that cannot be read"):
        Ingestor().read_as("-", Nested)
    with pytest.raises(TypeError, match="no dataclass"):
        Ingestor().read_as("-", str)


def test_nothing_is_read_ahead_and_the_file_is_closed_early(tmp_path):
    path = tmp_path / "big.txt"
    path.write_text("line\n" * 100_000, encoding="utf-8")
    with Ingestor().read(path) as ingestion:
        next(ingestion)
        assert ingestion.record_count == 1
    assert list(ingestion) == []


def test_memory_does_not_grow_with_the_file(tmp_path):
    path = tmp_path / "big.ndjson"
    path.write_text('{"text": "some text of a record"}\n' * 50_000, encoding="utf-8")
    tracemalloc.start()
    try:
        ingestion = Ingestor().read(path)
        assert sum(1 for _ in ingestion) == 50_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < path.stat().st_size / 10
