"""The task `verify`."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import List, Optional

from .files import files_below
from .output import STDOUT, open_output, write_line
from .run import TaskResult
from .self_check import find_broken_promises


def verify_sources(root: str) -> TaskResult:
    """Compiles every Python file below a folder, and checks the tasks themselves.

    No source is executed, and no bytecode written. What does not hold is a problem.
    """
    top = Path(root)
    sources = [path for path in files_below(top) if path.suffix == ".py"]
    problems: List[str] = []
    for path in sources:
        reason = why_not_compiled(path)
        if reason is not None:
            problems.append(f"{path.relative_to(top).as_posix()}: {reason}")
    problems.extend(find_broken_promises())
    with open_output(STDOUT) as stdout:
        write_line(stdout, {"sources": len(sources), "problems": problems})
    return TaskResult({"sources": len(sources)}, len(problems))


def why_not_compiled(path: Path) -> Optional[str]:
    """None for what Python accepts, in the encoding that the file declares."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}"
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        return str(error) or type(error).__name__
    return None
