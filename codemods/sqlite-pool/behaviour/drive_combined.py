"""Runs the modules of combine.py with injected failures and prints what became of their pools, as JSON.

    python3 drive_combined.py <folder>        <folder>/<name>/m.py
"""

import json
import os
import sys
from pathlib import Path

import drive
from subjects import Subject

SUBJECT = Subject(
    file="m.py",
    db="c.db",
    schema="CREATE TABLE t (v TEXT);",
    rows="SELECT v FROM t WHERE v <> 'other'",
    other="INSERT INTO t VALUES ('other')",
    work=lambda module, value: module.work(value),
    pooled=lambda module: module.pooled(),
)


def main(root):
    report = {}
    for name in sorted(os.listdir(root)):
        folder = Path(root) / name
        report[name] = {s: drive.in_thread(drive.run, SUBJECT, folder, s) for s in ("error", "interrupt", "rollback_fails", "drain")}
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
