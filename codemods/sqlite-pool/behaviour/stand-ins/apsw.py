"""What the fixtures use of apsw, for machines without it: sqlite3 in autocommit mode."""

import sqlite3


Error = sqlite3.Error


class Cursor:
    def __init__(self, owner):
        self._owner = owner

    def execute(self, sql, values=()):
        if sql == "COMMIT":
            self._owner.real.commit()
        else:
            self._owner.real.execute(sql, values)
        return self


class Connection:
    def __init__(self, path):
        self.real = sqlite3.connect(path, isolation_level=None, timeout=0.2)

    @property
    def in_transaction(self):
        return self.real.in_transaction

    def getautocommit(self):
        return not self.real.in_transaction

    def cursor(self):
        return Cursor(self)

    def close(self):
        self.real.close()
