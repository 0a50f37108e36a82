"""The libraries of WeasyPrint are found without another program, and are those that are found otherwise."""

import ctypes.util
import subprocess
import sys

import pytest

from reissue.bind.pdf_libraries import found_by_the_loader
from reissue.bootstrap import ROOT

QUICKLY = """
import subprocess, sys
from reissue.bind.pdf_libraries import found_by_the_loader

def refuse(*given, **named):
    sys.exit(f"another program was asked: {given}")

subprocess.Popen = refuse
with found_by_the_loader():
    import weasyprint.text.ffi
"""
OTHERWISE = "import weasyprint.text.ffi"
LOADED = """
with open("/proc/self/maps", encoding="utf-8") as maps:
    files = {line.split()[-1] for line in maps if ".so" in line}
print(*sorted(file for file in files if any(name in file for name in ("pango", "harfbuzz", "fontconfig", "gobject"))))
"""


def said_by(script: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def test_weasyprint_is_loaded_without_another_program() -> None:
    assert said_by(QUICKLY) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="only there the system says what is loaded")
def test_the_same_libraries_are_loaded() -> None:
    quickly = said_by(QUICKLY + LOADED)
    assert quickly == said_by(OTHERWISE + LOADED)
    assert "pango" in quickly


def test_afterwards_libraries_are_found_as_before() -> None:
    find = ctypes.util.find_library
    with pytest.raises(ZeroDivisionError), found_by_the_loader():
        raise ZeroDivisionError
    assert ctypes.util.find_library is find
