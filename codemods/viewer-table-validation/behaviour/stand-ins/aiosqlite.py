"""As much of aiosqlite as the fixtures use, on top of sqlite3: a connection and a cursor behind `async with`."""

import sqlite3


class _Cursor:
    def __init__(self, cursor):
        self.cursor = cursor

    def __aiter__(self):
        return self

    async def __anext__(self):
        row = self.cursor.fetchone()
        if row is None:
            raise StopAsyncIteration
        return row


class _Later:
    """Something that is made when `async with` begins."""

    def __init__(self, make):
        self.make = make

    async def __aenter__(self):
        return self.make()

    async def __aexit__(self, *_):
        return False


class _Connection:
    def __init__(self, connection):
        self.connection = connection

    def execute(self, sql, parameters=()):
        return _Later(lambda: _Cursor(self.connection.execute(sql, parameters)))


def connect(path):
    return _Later(lambda: _Connection(sqlite3.connect(path)))
