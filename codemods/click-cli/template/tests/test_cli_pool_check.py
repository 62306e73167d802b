"""The command that checks the database of a pool."""

import sqlite3
from contextlib import closing

import pytest

pytest.importorskip("click", reason="the command line needs click")

from {{module}} import {{function}} as command  # noqa: E402
from {{tasks}}.database import open_database  # noqa: E402


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "odd #name?.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            """
            CREATE TABLE session (id INTEGER PRIMARY KEY);
            CREATE TABLE event (session INTEGER REFERENCES session, text TEXT);
            INSERT INTO session VALUES (1);
            INSERT INTO event VALUES (1, 'start');
            """
        )
        values = [(1, "text " * 50)] * 500
        connection.executemany("INSERT INTO event VALUES (?, ?)", values)
        connection.commit()
    return path


def test_a_sound_database(run, database):
    before = database.read_bytes()
    ended = run(command, database)
    assert ended.result == {"database": str(database), "problems": []}
    assert ended.code == 0
    assert database.read_bytes() == before


def test_a_damaged_database_has_problems(run, database):
    content = bytearray(database.read_bytes())
    content[-8192:] = b"\xff" * 8192
    database.write_bytes(bytes(content))
    ended = run(command, database)
    assert ended.code == 3
    assert ended.end["problems"] >= 1
    assert len(ended.result["problems"]) == ended.end["problems"]


def test_what_is_no_database_has_problems(run, tmp_path):
    path = tmp_path / "notes.db"
    path.write_text("not a database" * 100, encoding="utf-8")
    ended = run(command, path)
    assert ended.code == 3
    assert ended.result["problems"] == ["file is not a database"]


def test_a_broken_reference_is_a_problem(run, database):
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("INSERT INTO event VALUES (7, 'lost')")
        connection.commit()
    ended = run(command, database)
    assert ended.code == 3
    assert ended.result["problems"] == ["row 502 of event refers to no row of session"]


def test_a_missing_database_fails_and_is_not_made(run, tmp_path):
    ended = run(command, tmp_path / "missing.db")
    assert ended.code == 1
    assert ended.end["error"]["type"] == "OperationalError"
    assert not (tmp_path / "missing.db").exists()


def test_a_locked_database_fails(run, database):
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        ended = run(command, database, "--timeout", "0.01")
    assert ended.code == 1
    assert "locked" in ended.end["error"]["message"]


def test_a_connection_is_closed_when_the_work_fails(database):
    with pytest.raises(KeyError):
        with open_database(str(database), 1.0) as connection:
            raise KeyError("work")
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
