"""Lets these tests import the package from a checkout that is not installed."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[{{levels}}] / "{{import_root}}"))
