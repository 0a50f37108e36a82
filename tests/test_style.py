"""The tools that hold the house style, run as tests; their settings are in pyproject.toml."""

import subprocess
import sys

import pytest

from reissue.bootstrap import ROOT


@pytest.mark.parametrize("tool", ["ruff check --quiet", "ruff format --check --quiet", "mypy"])
def test_the_checkout_pleases(tool: str) -> None:
    process = subprocess.run(
        [sys.executable, "-m", *tool.split()], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stdout + process.stderr
