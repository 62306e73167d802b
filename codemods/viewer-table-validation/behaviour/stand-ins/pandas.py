"""As much of pandas as the fixtures use: reading rows, writing them as text."""


class DataFrame:
    def __init__(self, rows):
        self.rows = rows

    def to_csv(self, path, index=True):
        with open(path, "w", encoding="utf-8") as lines:
            lines.writelines(f"{row}\n" for row in self.rows)


def read_sql_query(sql, connection):
    return DataFrame(connection.execute(sql).fetchall())
