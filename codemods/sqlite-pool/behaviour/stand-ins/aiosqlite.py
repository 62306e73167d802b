"""What the fixtures use of aiosqlite, for machines without it: sqlite3 behind coroutines."""

import asyncio
import sqlite3
from sqlite3 import Error, IntegrityError, OperationalError, Row  # noqa: F401


class Connection:
    def __init__(self, real):
        self._connection = real

    @property
    def _conn(self):
        if self._connection is None:
            raise ValueError("no active connection")  # as the real one does
        return self._connection

    @property
    def in_transaction(self):
        return self._conn.in_transaction

    @property
    def row_factory(self):
        return self._conn.row_factory

    @row_factory.setter
    def row_factory(self, factory):
        self._conn.row_factory = factory

    async def execute(self, *args):
        await asyncio.sleep(0)
        return self._conn.execute(*args)

    async def commit(self):
        await asyncio.sleep(0)
        self._conn.commit()

    async def rollback(self):
        await asyncio.sleep(0)
        self._conn.rollback()

    async def close(self):
        if self._connection is None:
            return
        await asyncio.sleep(0)
        real, self._connection = self._connection, None
        real.close()


async def connect(path, **options):
    await asyncio.sleep(0)
    return Connection(sqlite3.connect(path, **options))
