"""Run a program, then an expression among its names, and tell how that ended: {"type": ..., "code": ...} as JSON.

usage: ending.py PROGRAM EXPRESSION [ARGUMENT ...]

The kind of end matters, not the exit code of a process: an uncaught NameError and sys.exit(1) both give 1.
"""
import contextlib
import io
import json
import runpy
import sys

program, expression, *arguments = sys.argv[1:]
sys.argv = [program, *arguments]
output = io.StringIO()
try:
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        names = runpy.run_path(program, run_name="__main__" if expression == "" else "program")
        eval(expression or "None", names)
    ending = {"type": "", "code": None}
except BaseException as end:
    ending = {"type": type(end).__name__, "code": getattr(end, "code", None)}
print(json.dumps(ending))
