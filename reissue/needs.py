"""What build.py needs of the system: how each thing is seen, and which package brings it.

The syntax is that of Python 3.8, as in `bootstrap`, and only the standard library is at hand.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, Mapping, NamedTuple

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
"""The names that Chromium goes by."""

MAC_LIBRARIES = "DYLD_FALLBACK_LIBRARY_PATH"
"""The variable that leads the loader of a Mac to libraries."""


class Need(NamedTuple):
    """One thing of the system's: its name, what it is needed for, how to see it, which package brings it.

    `purpose` is "environment" (to make one), "build" or "test". `found` is given the variables that the work will run
    under. `apt` is a package of Debian and Ubuntu, `brew` one of Homebrew.
    """

    name: str
    purpose: str
    found: Callable[[Mapping[str, str]], bool]
    apt: str
    brew: str


def library(name: str, number: int, *, lowest: int = 0) -> Callable[[Mapping[str, str]], bool]:
    """See whether the loader finds a library; `lowest` is for Pango, as `pango_version` counts: 1.44.0 is 14400."""

    def found(variables: Mapping[str, str]) -> bool:
        files = [f"lib{name}.so.{number}"]
        if sys.platform == "darwin":
            files = [f"{folder}/lib{name}.{number}.dylib" for folder in variables[MAC_LIBRARIES].split(":")]
        for file in files:
            with contextlib.suppress(OSError):
                loaded = ctypes.CDLL(file)
                return not lowest or bool(loaded.pango_version() >= lowest)
        return False

    return found


def java(variables: Mapping[str, str]) -> bool:
    """See whether there is a Java. The one in /usr/bin of a Mac only says where to get one."""
    if sys.platform == "darwin" and any(Path("/Library/Java/JavaVirtualMachines").glob("*")):
        return True
    program = shutil.which("java", path=variables["PATH"])
    return program is not None and not (sys.platform == "darwin" and program == "/usr/bin/java")


def program(*names: str) -> Callable[[Mapping[str, str]], bool]:
    """See whether there is a program of one of the names that can say what version it is.

    Some systems have the name only, of a program that says where to get the real one.
    """
    return lambda variables: any(_version(name, variables) for name in names)


def node(variables: Mapping[str, str]) -> bool:
    """See whether there is a Node that can run what drives the readers."""
    version = re.match(r"v([0-9]+)", _version("node", variables))
    return version is not None and int(version[1]) >= _OLDEST_NODE


def ensurepip(_: Mapping[str, str]) -> bool:
    """See whether this Python can make environments: Debian's comes without the half of venv that brings pip."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


_OLDEST_NODE = 18
# Ubuntu has Chromium under another name than Debian.
_RELEASE = Path("/etc/os-release")
_UBUNTU = _RELEASE.is_file() and "\nID=ubuntu\n" in f"\n{_RELEASE.read_text(encoding='utf-8')}\n"
_CHROMIUM_PACKAGE = "chromium-browser" if _UBUNTU else "chromium"

# The libraries are those that WeasyPrint loads, under the names by which it loads them.
NEEDS = (
    Need("venv", "environment", ensurepip, f"python{sys.version_info[0]}.{sys.version_info[1]}-venv", "python3"),
    Need("GObject", "build", library("gobject-2.0", 0), "libpango-1.0-0", "glib"),
    Need("Pango 1.44 or newer", "build", library("pango-1.0", 0, lowest=14400), "libpango-1.0-0", "pango"),
    Need("Pango for FreeType", "build", library("pangoft2-1.0", 0), "libpangoft2-1.0-0", "pango"),
    Need("HarfBuzz", "build", library("harfbuzz", 0), "libharfbuzz0b", "harfbuzz"),
    Need("HarfBuzz-subset", "build", library("harfbuzz-subset", 0), "libharfbuzz-subset0", "harfbuzz"),
    Need("Fontconfig", "build", library("fontconfig", 1), "libfontconfig1", "fontconfig"),
    Need("Java", "test", java, "default-jre-headless", "openjdk"),
    Need("Java's compiler", "test", program("javac"), "default-jdk-headless", "openjdk"),
    Need(f"Node {_OLDEST_NODE} or newer", "test", node, "nodejs", "node"),
    Need("npm", "test", program("npm"), "npm", "node"),
    Need("Chromium", "test", program(*CHROMIUM), _CHROMIUM_PACKAGE, "chromium"),
)


def _version(name: str, variables: Mapping[str, str]) -> str:
    """Ask a program for its version; empty where there is none that answers."""
    file = shutil.which(name, path=variables["PATH"])
    if file is None:
        return ""
    done = subprocess.run([file, "--version"], env=variables, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""
