"""Runs commands in this process, from a checkout that is not installed."""

import json
import sys
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[{{levels}}] / "{{import_root}}"))


class Ended(NamedTuple):
    """How a command ended."""

    code: object
    stdout: str
    log: List[Dict[str, Any]]

    @property
    def result(self) -> Any:
        """The last line of standard output."""
        return json.loads(self.stdout.splitlines()[-1])

    @property
    def end(self) -> Dict[str, Any]:
        """What the log says of the end of the task."""
        (entry,) = [line for line in self.log if line["event"] == "task_end"]
        return entry


@pytest.fixture
def run(capsys) -> Callable[..., Ended]:
    """Runs a command with these arguments. Every line of the log must be JSON."""

    def run_command(command: Any, *args: object) -> Ended:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            command.main([str(arg) for arg in args], prog_name="command")
        stdout, stderr = capsys.readouterr()
        log = [json.loads(line) for line in stderr.splitlines()]
        return Ended(stopped.value.code, stdout, log)

    return run_command
